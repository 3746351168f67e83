package io.hitless.job;

import io.hitless.event.Events;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;

/// Everything that a turn remembers with.
public record Ports(
    Jobs jobs,
    Transcripts transcripts,
    Events events,
    Devices devices,
    Images images,
    Vault vault,
    Evidence evidence) {}
