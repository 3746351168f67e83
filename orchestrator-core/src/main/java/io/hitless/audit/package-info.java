/// Who did what, and the proof that the log was not changed afterwards.
@NullMarked
package io.hitless.audit;

import org.jspecify.annotations.NullMarked;
