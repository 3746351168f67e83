/// Who is asking, and what they may.
@NullMarked
package io.hitless.api.security;

import org.jspecify.annotations.NullMarked;
