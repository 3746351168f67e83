/// One upgrade of one device: its states, its turns and the promises it keeps.
@NullMarked
package io.hitless.job;

import org.jspecify.annotations.NullMarked;
