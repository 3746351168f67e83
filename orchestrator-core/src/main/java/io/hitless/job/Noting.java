package io.hitless.job;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Reply;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A session whose questions and answers are noted in the recording, so that what was typed and
/// printed in between can be read again later and compared with what was understood then.
final class Noting implements IssuDriver {
  private final IssuDriver session;
  private final Recorder recorder;

  Noting(IssuDriver session, Recorder recorder) {
    this.session = session;
    this.recorder = recorder;
  }

  private <T> Reading<T> ask(String question, Supplier<Reading<T>> asked, String... about) {
    recorder.note(new Note.Asks(question, List.of(about)));
    try {
      Reading<T> reading = asked.get();
      recorder.note(Note.Came.of(reading));
      return reading;
    } catch (DeviceException trouble) {
      recorder.note(Note.Came.of(trouble));
      throw trouble;
    }
  }

  @Override
  public Reply send(Change change, Patience patience) {
    recorder.note(new Note.Sends(change));
    try {
      Reply reply = session.send(change, patience);
      recorder.note(Note.Came.of(reply));
      return reply;
    } catch (DeviceException trouble) {
      recorder.note(Note.Came.of(trouble));
      throw trouble;
    }
  }

  @Override
  public void under(Permit permit) {
    session.under(permit);
  }

  @Override
  public Identity identity() {
    return session.identity();
  }

  @Override
  public Reading<Software> software() {
    return ask("software", session::software);
  }

  @Override
  public Reading<Topology> topology() {
    return ask("topology", session::topology);
  }

  @Override
  public Reading<Redundancy> redundancy() {
    return ask("redundancy", session::redundancy);
  }

  @Override
  public Reading<StandbyState> standby() {
    return ask("standby", session::standby);
  }

  @Override
  public Reading<List<UnitBoot>> boot() {
    return ask("boot", session::boot);
  }

  @Override
  public Reading<IssuState> issu() {
    return ask("issu", session::issu);
  }

  @Override
  public Reading<InstallSummary> install() {
    return ask("install", session::install);
  }

  @Override
  public Reading<List<Storage>> storage() {
    return ask("storage", session::storage);
  }

  @Override
  public Reading<Optional<StoredFile>> file(String path) {
    return ask("file", () -> session.file(path), path);
  }

  @Override
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    return ask("hash", () -> session.hash(path, algorithm), path, algorithm.name());
  }

  @Override
  public Reading<RedundancyLink> redundancyLink() {
    return ask("redundancyLink", session::redundancyLink);
  }

  @Override
  public Reading<List<RedundancyLink.Member>> members() {
    return ask("members", session::members);
  }

  @Override
  public Reading<List<String>> configSyncFailures() {
    return ask("configSyncFailures", session::configSyncFailures);
  }

  @Override
  public Reading<ConfigurationState> configuration() {
    return ask("configuration", session::configuration);
  }

  @Override
  public Reading<String> runningConfiguration() {
    return ask("runningConfiguration", session::runningConfiguration);
  }

  @Override
  public Reading<List<String>> switchoverHistory() {
    return ask("switchoverHistory", session::switchoverHistory);
  }

  @Override
  public Operations operations() {
    return ask("operations", () -> new Reading<>("operations", session.operations(), List.of()))
        .value();
  }

  @Override
  public Optional<Reading<List<String>>> issuHistory() {
    return ask("issuHistory", () -> new Reading<>("issu history", session.issuHistory(), List.of()))
        .value();
  }

  @Override
  public Reading<List<String>> ask(ShowCommand command) {
    return ask("ask", () -> session.ask(command), command.text());
  }

  @Override
  public void close() {
    session.close();
    recorder.closed();
  }
}
