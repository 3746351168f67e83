package io.hitless.device.iosxe;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Reply;
import io.hitless.device.ShowCommand;
import io.hitless.device.cli.CliSession;
import io.hitless.device.facts.Authorization;
import io.hitless.device.facts.Authorization.Permission;
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

/// A session whose words may be kept: a device may print what logs us in anywhere, and evidence,
/// replies and errors end in events, reports and logs. What is decided on is read before.
final class Discreet implements IssuDriver {
  private final IssuDriver session;
  private final CliSession terminal;

  Discreet(IssuDriver session, CliSession terminal) {
    this.session = session;
    this.terminal = terminal;
  }

  private <T> T guarded(Supplier<T> question) {
    try {
      return question.get();
    } catch (DeviceException trouble) {
      throw terminal.struck(trouble);
    }
  }

  private <T> Reading<T> asked(Supplier<Reading<T>> question) {
    return struck(guarded(question));
  }

  private <T> Reading<T> struck(Reading<T> reading) {
    return new Reading<>(reading.command(), reading.value(), lines(reading.evidence()));
  }

  private Reading<List<String>> linesOf(Supplier<Reading<List<String>>> question) {
    Reading<List<String>> reading = guarded(question);
    return new Reading<>(reading.command(), lines(reading.value()), lines(reading.evidence()));
  }

  private List<String> lines(List<String> printed) {
    return printed.stream().map(terminal::strikeLine).toList();
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
    return asked(session::software);
  }

  @Override
  public Reading<Topology> topology() {
    return asked(session::topology);
  }

  @Override
  public Reading<Redundancy> redundancy() {
    return asked(session::redundancy);
  }

  @Override
  public Reading<StandbyState> standby() {
    return asked(session::standby);
  }

  @Override
  public Reading<List<UnitBoot>> boot() {
    return asked(session::boot);
  }

  @Override
  public Reading<IssuState> issu() {
    return asked(session::issu);
  }

  @Override
  public Reading<InstallSummary> install() {
    return asked(session::install);
  }

  @Override
  public Reading<List<Storage>> storage() {
    return asked(session::storage);
  }

  @Override
  public Reading<Optional<StoredFile>> file(String path) {
    return asked(() -> session.file(path));
  }

  @Override
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    return asked(() -> session.hash(path, algorithm));
  }

  @Override
  public Reading<RedundancyLink> redundancyLink() {
    return asked(session::redundancyLink);
  }

  @Override
  public Reading<List<RedundancyLink.Member>> members() {
    return asked(session::members);
  }

  @Override
  public Reading<List<String>> configSyncFailures() {
    return linesOf(session::configSyncFailures);
  }

  @Override
  public Reading<ConfigurationState> configuration() {
    return asked(session::configuration);
  }

  @Override
  public Reading<String> runningConfiguration() {
    Reading<String> whole = guarded(session::runningConfiguration);
    return struck(
        new Reading<>(
            whole.command(),
            String.join("\n", lines(whole.value().lines().toList())),
            whole.evidence()));
  }

  @Override
  public Authorization authorization() {
    Authorization found = guarded(session::authorization);
    return new Authorization(
        found.privilege(), found.permissions().stream().map(this::struck).toList());
  }

  private Permission struck(Permission told) {
    return new Permission(
        told.id(),
        told.command(),
        told.changing(),
        told.answer(),
        terminal.strikeLine(told.why()),
        lines(told.evidence()));
  }

  @Override
  public Operations operations() {
    return guarded(session::operations);
  }

  @Override
  public Optional<Reading<List<String>>> issuHistory() {
    return guarded(session::issuHistory).map(history -> linesOf(() -> history));
  }

  /// The value stays as printed, since an operator's own pattern judges it; the evidence is the
  /// same lines as they may be shown.
  @Override
  public Reading<List<String>> ask(ShowCommand command) {
    return asked(() -> session.ask(command));
  }

  @Override
  public Reading<List<String>> switchoverHistory() {
    return linesOf(session::switchoverHistory);
  }

  @Override
  public Reply send(Change change, Patience patience) {
    return switch (guarded(() -> session.send(change, patience))) {
      case Reply.Accepted yes -> new Reply.Accepted(lines(yes.said()));
      case Reply.Refused no ->
          new Reply.Refused(no.reason(), terminal.strikeLine(no.words()), lines(no.said()));
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
