package io.hitless.readiness;

import io.hitless.device.DeviceException;
import io.hitless.device.IssuDriver;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One look at a device: each question is asked when somebody first wants its answer, and at most
/// once. What came back is kept, be it an answer or the reason why there is none, so that all
/// checks judge the same moment.
///
/// Once the session is over, questions that were not asked yet are not asked any more: they fail
/// with what ended it. Every question throws [DeviceException] when there is no answer. For one
/// thread.
public final class Readings {
  private final Supplier<IssuDriver> session;
  private final boolean opened;
  private Optional<DeviceException> ended;
  private Optional<DeviceException> busy = Optional.empty();

  private final Once<Software> software = new Once<>(driver -> driver.software());
  private final Once<Topology> topology = new Once<>(driver -> driver.topology());
  private final Once<Redundancy> redundancy = new Once<>(driver -> driver.redundancy());
  private final Once<StandbyState> standby = new Once<>(driver -> driver.standby());
  private final Once<List<UnitBoot>> boot = new Once<>(driver -> driver.boot());
  private final Once<IssuState> issu = new Once<>(driver -> driver.issu());
  private final Once<InstallSummary> install = new Once<>(driver -> driver.install());
  private final Once<List<Storage>> storage = new Once<>(driver -> driver.storage());
  private final Once<RedundancyLink> link = new Once<>(driver -> driver.redundancyLink());
  private final Once<List<String>> syncFailures = new Once<>(driver -> driver.configSyncFailures());
  private final Once<ConfigurationState> configuration =
      new Once<>(driver -> driver.configuration());
  private final Once<List<String>> switchovers = new Once<>(driver -> driver.switchoverHistory());
  private final Map<String, Once<List<String>>> asked = new HashMap<>();
  private final Map<String, Once<Optional<StoredFile>>> files = new HashMap<>();
  private final Map<FileHash.Algorithm, Map<String, Once<FileHash>>> hashes = new HashMap<>();

  public Readings(IssuDriver driver) {
    this(() -> driver, true, Optional.empty());
  }

  private Readings(Supplier<IssuDriver> session, boolean opened, Optional<DeviceException> ended) {
    this.session = session;
    this.opened = opened;
    this.ended = ended;
  }

  /// A look that came to nothing, because no session could be opened.
  static Readings unopened(DeviceException why) {
    return new Readings(
        () -> {
          throw why;
        },
        false,
        Optional.of(why));
  }

  /// Whether there was a session, be it over by now.
  boolean opened() {
    return opened;
  }

  /// What ended the session, once something did.
  public Optional<DeviceException> ended() {
    return ended;
  }

  /// The answer that the device was too busy to give, if there was one: it may give it later.
  public Optional<DeviceException> busy() {
    return busy;
  }

  public Reading<Software> software() {
    return software.read();
  }

  public Reading<Topology> topology() {
    return topology.read();
  }

  public Reading<Redundancy> redundancy() {
    return redundancy.read();
  }

  public Reading<StandbyState> standby() {
    return standby.read();
  }

  public Reading<List<UnitBoot>> boot() {
    return boot.read();
  }

  public Reading<IssuState> issu() {
    return issu.read();
  }

  public Reading<InstallSummary> install() {
    return install.read();
  }

  public Reading<List<Storage>> storage() {
    return storage.read();
  }

  public Reading<Optional<StoredFile>> file(String path) {
    return files.computeIfAbsent(path, any -> new Once<>(driver -> driver.file(path))).read();
  }

  /// Takes minutes when it is asked first.
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    return hashes
        .computeIfAbsent(algorithm, any -> new HashMap<>())
        .computeIfAbsent(path, any -> new Once<>(driver -> driver.hash(path, algorithm)))
        .read();
  }

  public Reading<RedundancyLink> redundancyLink() {
    return link.read();
  }

  public Reading<List<String>> configSyncFailures() {
    return syncFailures.read();
  }

  public Reading<ConfigurationState> configuration() {
    return configuration.read();
  }

  public Reading<List<String>> switchoverHistory() {
    return switchovers.read();
  }

  /// What was printed, line by line.
  Reading<List<String>> ask(ShowCommand command) {
    return asked
        .computeIfAbsent(command.text(), any -> new Once<>(driver -> driver.ask(command)))
        .read();
  }

  /// One question and what came of it.
  private final class Once<T> {
    private final Question<T> question;
    private Optional<Reading<T>> answer = Optional.empty();
    private Optional<DeviceException> failure = Optional.empty();

    Once(Question<T> question) {
      this.question = question;
    }

    Reading<T> read() {
      if (answer.isEmpty()) {
        answer = Optional.of(ask());
      }
      return answer.get();
    }

    private Reading<T> ask() {
      Optional<DeviceException> reason = failure.or(() -> ended);
      if (reason.isPresent()) {
        throw reason.get();
      }
      try {
        return question.of(session.get());
      } catch (DeviceException e) {
        failure = Optional.of(e);
        if (endsSession(e)) {
          ended = failure;
        }
        if (e instanceof DeviceException.UnrecognisedOutput unread && unread.busy()) {
          busy = failure;
        }
        throw e;
      }
    }
  }

  private interface Question<T> {
    Reading<T> of(IssuDriver driver);
  }

  /// After a refused or unreadable answer the prompt is back and the next question may be asked.
  /// After silence or a question of the device's own, what comes next could belong to either.
  private static boolean endsSession(DeviceException e) {
    return switch (e) {
      case DeviceException.UnrecognisedOutput unread -> false;
      case DeviceException.NotAuthorised refused -> false;
      case DeviceException.Unreachable gone -> true;
      case DeviceException.LoginRefused refused -> true;
      case DeviceException.HostKeyChanged changed -> true;
      case DeviceException.Silent silent -> true;
      case DeviceException.HungUp gone -> true;
      case DeviceException.UnexpectedPrompt asked -> true;
    };
  }
}
