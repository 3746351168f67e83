/// The register of devices and of what logs in to them.
@NullMarked
package io.hitless.api.inventory;

import org.jspecify.annotations.NullMarked;
