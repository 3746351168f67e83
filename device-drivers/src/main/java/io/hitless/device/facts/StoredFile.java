package io.hitless.device.facts;

/// One file on a unit's flash.
///
/// @param path with its file system (`flash:cat9k_iosxe.16.12.04.SPA.bin`)
/// @param bytes its size
public record StoredFile(String path, long bytes) {}
