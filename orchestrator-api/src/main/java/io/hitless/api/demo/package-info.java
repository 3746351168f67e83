/// A fleet of simulated switches that is upgraded before your eyes, by nothing but the public API.
@NullMarked
package io.hitless.api.demo;

import org.jspecify.annotations.NullMarked;
