/// What happened: one log that feeds audit, stream, metrics and webhooks.
@NullMarked
package io.hitless.event;

import org.jspecify.annotations.NullMarked;
