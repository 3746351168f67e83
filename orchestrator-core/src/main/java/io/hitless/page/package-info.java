/// Lists that stay stable while rows are added.
@NullMarked
package io.hitless.page;

import org.jspecify.annotations.NullMarked;
