@NullMarked
package io.hitless.api;

import org.jspecify.annotations.NullMarked;
