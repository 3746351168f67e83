/// What a NOC sees, held against the real thing. All of it is tests.
@NullMarked
package io.hitless.ops;

import org.jspecify.annotations.NullMarked;
