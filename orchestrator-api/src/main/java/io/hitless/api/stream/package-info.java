/// Everything that happens, as it happens.
@NullMarked
package io.hitless.api.stream;

import org.jspecify.annotations.NullMarked;
