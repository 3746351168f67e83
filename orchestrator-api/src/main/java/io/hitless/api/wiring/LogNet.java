package io.hitless.api.wiring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.hitless.device.KnownSecrets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/// The last net: whatever is logged, by whomever, passes here before it is written, and a secret
/// that this process has met is struck out of it, also out of a stack trace. It should never have
/// anything to do.
public final class LogNet
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  /// A log belongs to the process, and so does what must not be in it.
  static final KnownSecrets KNOWN = new KnownSecrets();

  private static final List<String> OURS =
      List.of("hitless.bootstrap-api-key", "hitless.master-key", "spring.datasource.password");

  /// Right after Spring has set up the logs.
  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    learn(event.getEnvironment());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.getLoggerList().forEach(logger -> cover(logs, logger));
    }
  }

  private static void learn(ConfigurableEnvironment settings) {
    for (String name : OURS) {
      String value = settings.getProperty(name);
      if (value != null) {
        KNOWN.learn(value.strip());
      }
    }
    String older = settings.getProperty("hitless.older-master-keys", "");
    for (String key : older.split(",", -1)) {
      KNOWN.learn(key.strip());
    }
    settings
        .getSystemEnvironment()
        .forEach((name, value) -> {
          if (name.toUpperCase(Locale.ROOT).startsWith("HITLESS_SECRET_")) {
            KNOWN.learn(value.toString());
          }
        });
  }

  private static void cover(LoggerContext logs, Logger logger) {
    List<Appender<ILoggingEvent>> open = new ArrayList<>();
    for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
      Appender<ILoggingEvent> each = all.next();
      if (!(each instanceof StrikingAppender)) {
        open.add(each);
      }
    }
    for (Appender<ILoggingEvent> each : open) {
      logger.detachAppender(each);
      StrikingAppender covered = new StrikingAppender(logs, each, KNOWN);
      covered.start();
      logger.addAppender(covered);
    }
  }
}
