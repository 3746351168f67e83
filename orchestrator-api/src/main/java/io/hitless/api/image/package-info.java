/// The register of images.
@NullMarked
package io.hitless.api.image;

import org.jspecify.annotations.NullMarked;
