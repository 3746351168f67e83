package io.hitless.api.wiring;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.hitless.device.KnownSecrets;

/// Writes what another appender writes, without secrets. An event without any passes as it is.
final class StrikingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final LoggerContext logs;
  private final Appender<ILoggingEvent> covered;
  private final KnownSecrets known;

  StrikingAppender(LoggerContext logs, Appender<ILoggingEvent> covered, KnownSecrets known) {
    this.logs = logs;
    this.covered = covered;
    this.known = known;
    setContext(logs);
    setName(covered.getName());
  }

  @Override
  protected void append(ILoggingEvent event) {
    covered.doAppend(struck(event));
  }

  private ILoggingEvent struck(ILoggingEvent event) {
    String said = String.valueOf(event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    String trace = thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    String message = known.strike(said);
    String struckTrace = known.strike(trace);
    if (message.equals(said) && struckTrace.equals(trace)) {
      return event;
    }
    LoggingEvent without =
        new LoggingEvent(
            StrikingAppender.class.getName(),
            logs.getLogger(event.getLoggerName()),
            event.getLevel(),
            trace.isEmpty() ? message : message + "\n" + struckTrace,
            null,
            new Object[0]);
    without.setInstant(event.getInstant());
    without.setThreadName(event.getThreadName());
    without.setMDCPropertyMap(event.getMDCPropertyMap());
    return without;
  }

  @Override
  public void stop() {
    covered.stop();
    super.stop();
  }
}
