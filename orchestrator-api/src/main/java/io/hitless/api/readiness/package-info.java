/// Whether a device may be upgraded: asked for, and answered.
@NullMarked
package io.hitless.api.readiness;

import org.jspecify.annotations.NullMarked;
