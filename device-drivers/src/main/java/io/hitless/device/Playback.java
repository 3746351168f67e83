package io.hitless.device;

/// Puts today's drivers in front of a recorded conversation instead of a device.
public interface Playback {

  /// Logs in as it was recorded. What the session is asked afterwards is answered by the parts that
  /// the tape plays then.
  ///
  /// @param tape with the login as its first part
  /// @throws DeviceException when today's driver would not have been content
  /// @throws Tape.Unrecorded when it types what was not typed then
  IssuDriver open(String device, Tape tape);
}
