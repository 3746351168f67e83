/// What the house costs: each promise about speed and memory, measured on real parts.
@NullMarked
package io.hitless.benchmarks;

import org.jspecify.annotations.NullMarked;
