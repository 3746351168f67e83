/// Whether a device may be upgraded, one small class a check.
@NullMarked
package io.hitless.readiness;

import org.jspecify.annotations.NullMarked;
