/// The contract as a document, made of the code that keeps it.
@NullMarked
package io.hitless.api.openapi;

import org.jspecify.annotations.NullMarked;
