/// What is counted, timed and traced of the service, so that a NOC sees every upgrade on its wall.
@NullMarked
package io.hitless.api.observe;

import org.jspecify.annotations.NullMarked;
