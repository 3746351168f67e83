package io.hitless.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Has the pool drop a connection to a server that takes no writes, such as a primary that was
/// demoted while the connection lay there: the next one is made to whoever is the primary now.
public final class WritableOnly implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return Answering.READ_ONLY.equals(failure.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
