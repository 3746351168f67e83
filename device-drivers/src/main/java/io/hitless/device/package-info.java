/// What an upgrade may ask of a device of any make, and what may go wrong while asking.
@NullMarked
package io.hitless.device;

import org.jspecify.annotations.NullMarked;
