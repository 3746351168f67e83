package io.hitless.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes several calls to ports one transaction: they join it instead of having their own. An
/// exception undoes them all.
public interface Transactions {

  <T extends @Nullable Object> T inOne(Supplier<T> work);
}
