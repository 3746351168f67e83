/// Every line that may be typed to a switch: a list, and the one type that a session takes.
@NullMarked
package io.hitless.device.command;

import org.jspecify.annotations.NullMarked;
