package io.hitless.device.ssh;

import io.hitless.device.DeviceException;
import io.hitless.device.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/// Says in the domain's words why a device could not be met.
///
/// The line between [DeviceException.LoginRefused] and [DeviceException.Unreachable] is whether the
/// device answered a credential: only what it refused itself must not be tried again.
final class Trouble {
  private Trouble() {}

  /// @param stage what was going on, for the message (`connecting`, `logging in`)
  static DeviceException name(Meeting meeting, String stage, boolean greeted, Throwable cause) {
    Target target = meeting.target();
    String where = target.name() + " (" + target.host() + ":" + target.port() + ")";
    if (meeting.keyRefused()) {
      return new DeviceException.HostKeyChanged(
          target.name(), meeting.offeredKey().orElseThrow(), target.pinnedKeys());
    }
    for (Throwable each = cause; each != null; each = each.getCause()) {
      Optional<DeviceException> named = named(meeting, where, each);
      if (named.isPresent()) {
        return named.get();
      }
    }
    if (isTimeout(cause)) {
      return new DeviceException.Unreachable(where + ": no answer in time while " + stage);
    }
    if (!greeted) {
      return new DeviceException.Unreachable(
          where
              + ": closed the connection before greeting; all its terminal lines may be taken"
              + " (try again later), or an access list turned us away");
    }
    return new DeviceException.Unreachable(
        where + ": the connection broke while " + stage + remark(cause));
  }

  private static Optional<DeviceException> named(Meeting meeting, String where, Throwable cause) {
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return Optional.of(new DeviceException.Unreachable(where + ": the name does not resolve"));
    }
    if (cause instanceof NoRouteToHostException) {
      return Optional.of(new DeviceException.Unreachable(where + ": no route to the host"));
    }
    if (cause instanceof ConnectException) {
      boolean timedOut = message(cause).toLowerCase(Locale.ROOT).contains("timed out");
      return Optional.of(
          new DeviceException.Unreachable(
              where
                  + (timedOut ? ": no answer in time while connecting" : ": connection refused")));
    }
    if (cause instanceof SshException ssh) {
      if (message(ssh).contains("Unable to negotiate")) {
        return Optional.of(noCommonAlgorithm(meeting.target(), where, ssh));
      }
      if (ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
          && meeting.keyAccepted()) {
        return Optional.of(
            new DeviceException.LoginRefused(
                where + ": user " + meeting.target().credentials().username() + " was refused"));
      }
      if (ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS) {
        return Optional.of(
            new DeviceException.Unreachable(
                where + ": all its terminal lines are taken; try again later"));
      }
    }
    return Optional.empty();
  }

  private static DeviceException noCommonAlgorithm(Target target, String where, SshException ssh) {
    String advice =
        switch (target.sshProfile()) {
          case MODERN ->
              "; a device on IOS XE 16 may need the SSH profile LEGACY, set for this device";
          case LEGACY -> "";
        };
    return new DeviceException.Unreachable(
        where + ": no common algorithm: " + message(ssh).replaceAll("\\s+", " ") + advice);
  }

  private static boolean isTimeout(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException || each instanceof InterruptedIOException) {
        return true;
      }
      if (each instanceof SshException
          && message(each).toLowerCase(Locale.ROOT).contains("timeout")) {
        return true;
      }
    }
    return false;
  }

  private static String remark(Throwable cause) {
    String message = cause instanceof IOException ? message(cause) : "";
    return message.isEmpty() ? "" : " (" + message + ")";
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? "" : message;
  }
}
