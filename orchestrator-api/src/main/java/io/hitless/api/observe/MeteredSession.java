package io.hitless.api.observe;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Reply;
import io.hitless.device.ShowCommand;
import io.hitless.device.facts.Authorization;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A session whose answers are timed by their class of command, and whose answers that no parser
/// knows are counted by the question.
final class MeteredSession implements IssuDriver {
  private final IssuDriver session;
  private final Meters meters;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);

  MeteredSession(IssuDriver session, Meters meters, Runnable closed) {
    this.session = session;
    this.meters = meters;
    this.closed = closed;
  }

  private <T> T timed(Question question, Supplier<T> asked) {
    return timed(question.command(), question.word(), asked);
  }

  private <T> T timed(CommandClass command, String question, Supplier<T> asked) {
    long begun = System.nanoTime();
    try {
      return asked.get();
    } catch (DeviceException.UnrecognisedOutput unknown) {
      meters.unrecognised(question).increment();
      throw unknown;
    } finally {
      meters.sshCommand(command.word()).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public Reply send(Change change, Patience patience) {
    CommandClass command = CommandClass.of(change);
    return timed(command, command.word(), () -> session.send(change, patience));
  }

  @Override
  public Identity identity() {
    return session.identity();
  }

  @Override
  public void under(Permit permit) {
    session.under(permit);
  }

  @Override
  public Reading<Software> software() {
    return timed(Question.SOFTWARE, session::software);
  }

  @Override
  public Reading<Topology> topology() {
    return timed(Question.TOPOLOGY, session::topology);
  }

  @Override
  public Reading<Redundancy> redundancy() {
    return timed(Question.REDUNDANCY, session::redundancy);
  }

  @Override
  public Reading<StandbyState> standby() {
    return timed(Question.STANDBY, session::standby);
  }

  @Override
  public Reading<List<UnitBoot>> boot() {
    return timed(Question.BOOT, session::boot);
  }

  @Override
  public Reading<IssuState> issu() {
    return timed(Question.ISSU, session::issu);
  }

  @Override
  public Reading<InstallSummary> install() {
    return timed(Question.INSTALL, session::install);
  }

  @Override
  public Reading<List<Storage>> storage() {
    return timed(Question.STORAGE, session::storage);
  }

  @Override
  public Reading<Optional<StoredFile>> file(String path) {
    return timed(Question.FILE, () -> session.file(path));
  }

  @Override
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    return timed(Question.HASH, () -> session.hash(path, algorithm));
  }

  @Override
  public Reading<RedundancyLink> redundancyLink() {
    return timed(Question.REDUNDANCY_LINK, session::redundancyLink);
  }

  @Override
  public Reading<List<RedundancyLink.Member>> members() {
    return timed(Question.MEMBERS, session::members);
  }

  @Override
  public Reading<List<String>> configSyncFailures() {
    return timed(Question.CONFIG_SYNC_FAILURES, session::configSyncFailures);
  }

  @Override
  public Reading<ConfigurationState> configuration() {
    return timed(Question.CONFIGURATION, session::configuration);
  }

  @Override
  public Reading<String> runningConfiguration() {
    return timed(Question.RUNNING_CONFIGURATION, session::runningConfiguration);
  }

  @Override
  public Reading<List<String>> switchoverHistory() {
    return timed(Question.SWITCHOVER_HISTORY, session::switchoverHistory);
  }

  @Override
  public Operations operations() {
    return timed(Question.OPERATIONS, session::operations);
  }

  @Override
  public Optional<Reading<List<String>>> issuHistory() {
    return timed(Question.ISSU_HISTORY, session::issuHistory);
  }

  @Override
  public Authorization authorization() {
    return timed(Question.AUTHORIZATION, session::authorization);
  }

  /// A question of the operators' own is never parsed.
  @Override
  public Reading<List<String>> ask(ShowCommand command) {
    return timed(Question.CUSTOM, () -> session.ask(command));
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      closed.run();
    }
    session.close();
  }
}
