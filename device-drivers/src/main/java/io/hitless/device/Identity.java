package io.hitless.device;

/// Who answered: learned while logging in.
///
/// @param hostname as the prompt shows it
/// @param hostKey fingerprint that was verified (`SHA256:…`)
/// @param privilege level reached, 15 for changes
public record Identity(String hostname, String hostKey, int privilege) {}
