/// Four eyes: what needs a second person's word, who gave it, and whether it still counts.
@NullMarked
package io.hitless.approval;

import org.jspecify.annotations.NullMarked;
