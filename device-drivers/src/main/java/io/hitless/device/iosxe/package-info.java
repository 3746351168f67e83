/// The Catalyst driver: platform, questions, refusals and dialects as data, over a conversation.
@NullMarked
package io.hitless.device.iosxe;

import org.jspecify.annotations.NullMarked;
