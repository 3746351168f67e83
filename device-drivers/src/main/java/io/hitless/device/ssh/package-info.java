/// Bytes in, bytes out: one shared SSH client for all devices, with pinned host keys, algorithm
/// profiles and deadlines. The only room that knows MINA.
@NullMarked
package io.hitless.device.ssh;

import org.jspecify.annotations.NullMarked;
