/// Who did what through the API, and the proof that the log was not changed.
@NullMarked
package io.hitless.api.audit;

import org.jspecify.annotations.NullMarked;
