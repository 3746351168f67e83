/// The simulated fleet in a process of its own, which judges and outlives every service.
@NullMarked
package io.hitless.chaos.fleet;

import org.jspecify.annotations.NullMarked;
