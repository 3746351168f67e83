/// What a switch said about itself, in words that any make of switch could use. Decisions are made
/// on these records only.
@NullMarked
package io.hitless.device.facts;

import org.jspecify.annotations.NullMarked;
