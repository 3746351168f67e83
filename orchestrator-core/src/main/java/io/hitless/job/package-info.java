@NullMarked
package io.hitless.job;

import org.jspecify.annotations.NullMarked;
