package io.hitless.device.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// A night that doesn't go as planned, as a data file.
///
/// @param id file name without `.json`
/// @param row number in the catalogue of failures; 0 for faults of the wire
/// @param story what an operator would say happened
/// @param profile the make-up it is about; absent: any
/// @param startVersion and
/// @param targetVersion when not the profile's own
public record Scenario(
    String id,
    int row,
    String story,
    Optional<String> profile,
    Optional<String> startVersion,
    Optional<String> targetVersion,
    List<Mishap> mishaps) {

  /// Nothing goes wrong.
  public static final Scenario PEACEFUL =
      new Scenario(
          "peaceful",
          0,
          "Everything goes as planned.",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /// @throws IllegalArgumentException when there is no such scenario
  public static Scenario named(String id) {
    try (InputStream in = Scenario.class.getResourceAsStream("scenario/" + id + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no scenario " + id + "; there are " + ids());
      }
      return JsonMapper.shared().readValue(in, Scenario.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Scenario from(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonMapper.shared().readValue(in, Scenario.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Scenario> all() {
    return ids().stream().map(Scenario::named).toList();
  }

  /// The names in the index beside the files.
  public static List<String> ids() {
    InputStream in = Scenario.class.getResourceAsStream("scenario/index.txt");
    if (in == null) {
      throw new IllegalStateException("the index of scenarios is missing from the jar");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
