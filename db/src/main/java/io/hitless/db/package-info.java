/// Remembers: PostgreSQL behind the core's ports, the turns of the cluster, and a PostgreSQL of our
/// own when none is given.
@NullMarked
package io.hitless.db;

import org.jspecify.annotations.NullMarked;
