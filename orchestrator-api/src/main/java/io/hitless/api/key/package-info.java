/// API keys: made, shown once, rotated and ended.
@NullMarked
package io.hitless.api.key;

import org.jspecify.annotations.NullMarked;
