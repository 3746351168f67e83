@NullMarked
package io.hitless.device;

import org.jspecify.annotations.NullMarked;
