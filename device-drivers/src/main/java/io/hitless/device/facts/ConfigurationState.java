package io.hitless.device.facts;

import java.util.Optional;

/// Whether what runs is what would be booted.
///
/// @param changedAt what stands behind `Last configuration change at`, absent when nothing was
///   changed since boot
/// @param savedAt what stands behind `NVRAM config last updated at`, absent when never saved since
///   boot
/// @param saved whether nothing has changed since the last save
public record ConfigurationState(
    Optional<String> changedAt, Optional<String> savedAt, boolean saved) {}
