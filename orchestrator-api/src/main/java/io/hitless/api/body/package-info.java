/// Reading what a client sent: strictly, field by field, telling everything that is wrong at once.
@NullMarked
package io.hitless.api.body;

import org.jspecify.annotations.NullMarked;
