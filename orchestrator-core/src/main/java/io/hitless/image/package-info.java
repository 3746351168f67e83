/// Software images and where they come from.
@NullMarked
package io.hitless.image;

import org.jspecify.annotations.NullMarked;
