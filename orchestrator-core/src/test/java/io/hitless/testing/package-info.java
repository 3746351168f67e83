/// The core's ports in memory, contracts that every implementation of a port keeps, a device that
/// exists only here, and a clock that moves when told.
package io.hitless.testing;
