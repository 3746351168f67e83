package io.hitless.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept of a job to prove its outcome by, beside its events and its transcript: texts too
/// long for either. Secrets are struck out before they get here.
public interface Evidence {

  /// Keeps `text` in place of what was kept of this kind before, fenced by the job's epoch.
  ///
  /// @throws Jobs.Fenced when the lease is another's: nothing was written
  void keep(Job job, Kind kind, Instant at, String text);

  Optional<Item> find(JobId job, Kind kind);

  /// All of it, in the order of [Kind].
  List<Item> of(JobId job);

  /// One text.
  record Item(Kind kind, Instant at, String text) {}

  /// The kinds; each is a file of the job's evidence.
  enum Kind {
    CHECKS_BEFORE("checks-before.txt"),
    CHECKS_AGAIN("checks-again.txt"),
    CHECKS_AFTER("checks-after.txt"),
    OPERATIONS_BEFORE("operations-before.txt"),
    OPERATIONS_AFTER("operations-after.txt"),
    DIFFERENCES("differences.txt"),
    CONFIGURATION_BEFORE("configuration-before.txt"),
    CONFIGURATION_DIFFERENCE("configuration.diff"),
    ISSU_HISTORY("issu-history.txt");

    private final String file;

    Kind(String file) {
      this.file = file;
    }

    public String file() {
      return file;
    }
  }
}
