/// What a job does in each of its stages, one class a step.
@NullMarked
package io.hitless.job.step;

import org.jspecify.annotations.NullMarked;
