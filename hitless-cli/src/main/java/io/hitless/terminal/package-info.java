/// `bin/hitless`: what a person in a terminal, or a script, asks of the service over its REST API.
@NullMarked
package io.hitless.terminal;

import org.jspecify.annotations.NullMarked;
