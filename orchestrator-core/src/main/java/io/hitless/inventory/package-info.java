/// The devices we look after, and what logs in to them.
@NullMarked
package io.hitless.inventory;

import org.jspecify.annotations.NullMarked;
