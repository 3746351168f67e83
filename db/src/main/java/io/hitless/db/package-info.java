@NullMarked
package io.hitless.db;

import org.jspecify.annotations.NullMarked;
