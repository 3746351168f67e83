/// The chaos suite: the real service and a simulated fleet in processes of their own, a real
/// database, and whatever may happen to them at night.
@NullMarked
package io.hitless.chaos;

import org.jspecify.annotations.NullMarked;
