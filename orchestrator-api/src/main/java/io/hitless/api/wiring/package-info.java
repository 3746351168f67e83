/// Where the parts are put together; nothing else knows the database.
@NullMarked
package io.hitless.api.wiring;

import org.jspecify.annotations.NullMarked;
