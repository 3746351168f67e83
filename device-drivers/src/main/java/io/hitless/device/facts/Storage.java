package io.hitless.device.facts;

/// One unit's file system (`dir flash:`).
///
/// @param fileSystem as asked (`flash:`, `stby-bootflash:`)
/// @param totalBytes its size
/// @param freeBytes what is left
public record Storage(String fileSystem, long totalBytes, long freeBytes) {}
