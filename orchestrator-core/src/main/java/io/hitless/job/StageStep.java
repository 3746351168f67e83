package io.hitless.job;

/// What a job does in one stage: looks, acts at most once, looks again, and says what is true.
/// Taking it twice does no more than taking it once.
public interface StageStep {}
