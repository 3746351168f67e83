package io.hitless.job;

/// There is no job of that id.
public final class NoSuchJob extends RuntimeException {
  public NoSuchJob(JobId id) {
    super("there is no job " + id);
  }
}
