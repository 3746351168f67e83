package io.hitless.benchmarks;

/// Measures one promise. Slow is a figure; wrong is an exception, and fails the whole command.
interface Benchmark {

  Section measure() throws Exception;
}
