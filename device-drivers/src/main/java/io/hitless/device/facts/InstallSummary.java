package io.hitless.device.facts;

import java.util.List;
import java.util.stream.Stream;

/// The install database (`show install summary`): which packages are on which unit, in which state.
public record InstallSummary(List<Block> blocks, AutoAbort autoAbort) {
  public InstallSummary {
    blocks = List.copyOf(blocks);
  }

  /// The packages that one group of units holds alike.
  ///
  /// @param locations unit names as printed in the header (`1`, `2`, `R0`, `1/R0`)
  public record Block(List<String> locations, List<Installed> packages) {
    public Block {
      locations = List.copyOf(locations);
      packages = List.copyOf(packages);
    }
  }

  /// One line.
  ///
  /// @param type `IMG`, `SMU`, `APSP` …
  /// @param name version for an image, file name for a patch
  public record Installed(String type, State state, String name) {
    public boolean image() {
      return type.equals("IMG");
    }

    public boolean isRelease(SoftwareVersion release) {
      return image() && SoftwareVersion.parse(name).map(release::sameRelease).orElse(false);
    }
  }

  /// `I`, `U`, `C`, `D`.
  public enum State {
    INACTIVE,
    UNCOMMITTED,
    COMMITTED,
    DEACTIVATED
  }

  public List<String> locations() {
    return blocks.stream().flatMap(block -> block.locations().stream()).distinct().toList();
  }

  /// Units whose database lists `release` as an image in `state`.
  public List<String> holding(SoftwareVersion release, State state) {
    return blocks.stream()
        .filter(block ->
            block.packages().stream()
                .anyMatch(held -> held.state() == state && held.isRelease(release)))
        .flatMap(block -> block.locations().stream())
        .toList();
  }

  public Stream<Installed> packages() {
    return blocks.stream().flatMap(block -> block.packages().stream());
  }

  /// Nothing added, pending or leaving: every package on every unit is committed, and there is at
  /// least one image.
  public boolean clean() {
    return packages().allMatch(held -> held.state() == State.COMMITTED)
        && !blocks.isEmpty()
        && blocks.stream()
            .allMatch(block -> block.packages().stream().filter(Installed::image).count() == 1)
        && !(autoAbort instanceof AutoAbort.Running)
        && !(autoAbort instanceof AutoAbort.RunningUntimed);
  }
}
