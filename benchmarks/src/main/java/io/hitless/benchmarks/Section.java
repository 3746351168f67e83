package io.hitless.benchmarks;

import java.util.List;

/// What one benchmark found.
///
/// @param how one sentence on what was done, so that the numbers can't be misread
public record Section(String title, String how, List<Figure> figures) {
  public Section {
    figures = List.copyOf(figures);
  }
}
