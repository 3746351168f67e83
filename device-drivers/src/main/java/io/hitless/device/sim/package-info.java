/// A simulated Catalyst: two units behind a real SSH server, for tests, the demo and benchmarks. It
/// never uses our own parsers, so that what passes against it says something about switches rather
/// than about us.
@NullMarked
package io.hitless.device.sim;

import org.jspecify.annotations.NullMarked;
