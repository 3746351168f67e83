/// Recordings judged again: what today's parsers and verdicts make of what was printed then.
@NullMarked
package io.hitless.replay;

import org.jspecify.annotations.NullMarked;
