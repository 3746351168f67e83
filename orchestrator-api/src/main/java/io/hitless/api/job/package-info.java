/// Upgrades: ordered, watched, and acted on.
@NullMarked
package io.hitless.api.job;

import org.jspecify.annotations.NullMarked;
