/// Who may ask, and how the same question asked twice is answered once.
@NullMarked
package io.hitless.access;

import org.jspecify.annotations.NullMarked;
