/// The chart as Helm renders it and Kubernetes would read it.
@NullMarked
package io.hitless.helm;

import org.jspecify.annotations.NullMarked;
