package io.hitless.device;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One logged-in session with one device: questions that change nothing, and [#send] for the few
/// commands that do.
///
/// Every question throws [DeviceException] when no answer that we understand came within its
/// deadline. Not for use by two threads at once, save [#close], which any thread may call to cut
/// the session off at once.
public interface IssuDriver extends AutoCloseable {

  Identity identity();

  /// From now on nothing is typed in this session unless `permit` stands; a refusal cuts the
  /// session and is thrown to whoever asked.
  void under(Permit permit);

  Reading<Software> software();

  /// How the units belong together; asks no more than it needs to tell.
  Reading<Topology> topology();

  Reading<Redundancy> redundancy();

  Reading<StandbyState> standby();

  /// One entry a unit.
  Reading<List<UnitBoot>> boot();

  Reading<IssuState> issu();

  Reading<InstallSummary> install();

  /// One entry a unit, the answering one first.
  Reading<List<Storage>> storage();

  /// Present only when the answering unit lists exactly this file.
  Reading<Optional<StoredFile>> file(String path);

  /// Takes minutes: the device reads the whole file.
  Reading<FileHash> hash(String path, FileHash.Algorithm algorithm);

  /// For StackWise Virtual only.
  Reading<RedundancyLink> redundancyLink();

  /// The switches of a pair, also while the links between them are not all there.
  default Reading<List<RedundancyLink.Member>> members() {
    Reading<RedundancyLink> link = redundancyLink();
    return new Reading<>(link.command(), link.value().members(), link.evidence());
  }

  /// Empty when the standby took every line.
  Reading<List<String>> configSyncFailures();

  Reading<ConfigurationState> configuration();

  /// Secrets are struck out: no password, hash, key or community is in it.
  Reading<String> runningConfiguration();

  /// What the device does for the network; sides that it does not show are named.
  Operations operations();

  /// The operations that the device itself remembers, as printed; empty where its release keeps no
  /// such list.
  Optional<Reading<List<String>>> issuHistory();

  /// What the account may do, as far as that can be told without doing it. Takes many commands; a
  /// driver that cannot tell knows of no permission.
  default Authorization authorization() {
    return new Authorization(identity().privilege(), List.of());
  }

  /// Asks an operator's own question; the value is what was printed, line by line.
  Reading<List<String>> ask(ShowCommand command);

  /// Switchovers that the device remembers, newest last, as printed.
  Reading<List<String>> switchoverHistory();

  /// Sends one change, answers the questions that this very change is known to ask, and waits until
  /// the prompt is back.
  ///
  /// @param patience how long the device may stay silent and how long the whole may take
  /// @throws DeviceException.HungUp when the session ended on the way, which is normal for
  ///   [Change.Activate] and [Change.Abort]
  Reply send(Change change, Patience patience);

  /// How long a change may take.
  ///
  /// @param overall from sending to the prompt
  /// @param silence between two pieces of output
  record Patience(Duration overall, Duration silence) {}

  @Override
  void close();
}
