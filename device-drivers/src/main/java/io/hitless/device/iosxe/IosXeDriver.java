package io.hitless.device.iosxe;

import io.hitless.device.Change;
import io.hitless.device.Destinations;
import io.hitless.device.DeviceException;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.ShowCommand;
import io.hitless.device.cli.CliSession;
import io.hitless.device.cli.Output;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
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
import io.hitless.device.iosxe.show.Dir;
import io.hitless.device.iosxe.show.FileTranscript;
import io.hitless.device.iosxe.show.InstallTranscript;
import io.hitless.device.iosxe.show.Printed;
import io.hitless.device.iosxe.show.ShowConfigSyncFailures;
import io.hitless.device.iosxe.show.ShowInstallIssuHistory;
import io.hitless.device.iosxe.show.ShowInstallSummary;
import io.hitless.device.iosxe.show.ShowIssuStateDetail;
import io.hitless.device.iosxe.show.ShowRedundancy;
import io.hitless.device.iosxe.show.ShowRedundancyStates;
import io.hitless.device.iosxe.show.ShowRedundancySwitchoverHistory;
import io.hitless.device.iosxe.show.ShowRunningConfig;
import io.hitless.device.iosxe.show.ShowSwitch;
import io.hitless.device.iosxe.show.ShowVersion;
import io.hitless.device.iosxe.show.Verify;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A session with one Catalyst on IOS XE.
///
/// A question is asked in the form that platform and release know; what answers which question is
/// in [Forms]. A change is sent once, as its [Verb] says, and what the device printed is only its
/// reply: whether it happened is for the reader of the state to tell.
final class IosXeDriver implements IssuDriver {
  private static final Pattern ASKS_LOGIN =
      Pattern.compile(
          "(?:^|\\s)(?:(?:Source|Remote) username \\[[^\\[\\]]*\\]\\?|(?:(?:Source|Remote)"
              + " )?[Pp]assword ?(?::|\\[\\]\\?))\\s*$");

  private final CliSession session;
  private final Identity identity;
  private final DriverSettings settings;
  private final Console console;
  private final Forms forms;
  private final Delivery delivery;
  private final Destinations destinations;
  private Optional<Reading<Software>> known = Optional.empty();
  private Permit permit = Permit.ALWAYS;

  IosXeDriver(
      String device,
      CliSession session,
      Identity identity,
      DriverSettings settings,
      Delivery delivery,
      Destinations destinations) {
    this.delivery = delivery;
    this.destinations = destinations;
    this.session = session;
    this.identity = identity;
    this.settings = settings;
    this.console = new Console(device, session);
    this.forms = new Forms(console);
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public void under(Permit given) {
    permit = given;
    session.under(given);
  }

  @Override
  public Reading<Software> software() {
    Reading<Software> software =
        forms.withBootedImage(ShowVersion.parse(console.ask(Phrase.SHOW_VERSION.with())));
    known = Optional.of(software);
    return software;
  }

  @Override
  public Reading<Topology> topology() {
    return forms.topology(what());
  }

  @Override
  public Reading<Redundancy> redundancy() {
    return ShowRedundancy.parse(console.ask(Phrase.SHOW_REDUNDANCY.with()));
  }

  @Override
  public Reading<StandbyState> standby() {
    return ShowRedundancyStates.parse(console.ask(Phrase.SHOW_REDUNDANCY_STATES.with()));
  }

  @Override
  public Reading<List<UnitBoot>> boot() {
    return forms.boot(what());
  }

  @Override
  public Reading<IssuState> issu() {
    return ShowIssuStateDetail.parse(console.ask(Phrase.SHOW_ISSU_STATE.with()));
  }

  @Override
  public Reading<InstallSummary> install() {
    return ShowInstallSummary.parse(console.ask(Phrase.SHOW_INSTALL_SUMMARY.with()));
  }

  @Override
  public Reading<List<Storage>> storage() {
    return forms.storage(what());
  }

  @Override
  public Reading<Optional<StoredFile>> file(String path) {
    return Dir.file(console.ask(Phrase.DIR_FILE.with(path)), path);
  }

  @Override
  public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
    Command command = Phrase.VERIFY.with(algorithm.name().toLowerCase(Locale.ROOT), path);
    return Verify.parse(console.askPatiently(command, settings.verify()), path, algorithm);
  }

  @Override
  public Reading<RedundancyLink> redundancyLink() {
    return forms.redundancyLink();
  }

  @Override
  public Reading<List<RedundancyLink.Member>> members() {
    return ShowSwitch.parse(console.ask(Phrase.SHOW_SWITCH.with()));
  }

  @Override
  public Reading<List<String>> configSyncFailures() {
    return ShowConfigSyncFailures.parse(console.ask(Phrase.SHOW_CONFIG_SYNC.with()));
  }

  @Override
  public Reading<ConfigurationState> configuration() {
    return ShowRunningConfig.remarks(console.ask(Phrase.SHOW_CONFIGURATION_REMARKS.with()));
  }

  /// A large switch prints for more than the minute that a `show` gets, but never pauses for one.
  @Override
  public Reading<String> runningConfiguration() {
    Duration show = settings.cli().show();
    return ShowRunningConfig.whole(
        console.askPatiently(
            Phrase.SHOW_CONFIGURATION.with(), new Patience(show.multipliedBy(10), show)));
  }

  @Override
  public Operations operations() {
    return new Sides(console).all();
  }

  @Override
  public Optional<Reading<List<String>>> issuHistory() {
    return console.tryAsking(Phrase.SHOW_ISSU_HISTORY.with()).map(ShowInstallIssuHistory::parse);
  }

  @Override
  public Authorization authorization() {
    Duration show = settings.cli().show();
    Patience patience = new Patience(show.multipliedBy(10), show);
    return new AccountCheck(session, identity.privilege(), patience).look();
  }

  @Override
  public Reading<List<String>> ask(ShowCommand command) {
    Printed printed = console.ask(Phrase.CUSTOM_CHECK.with(command.text()));
    return new Reading<>(printed.command(), printed.lines(), printed.lines());
  }

  @Override
  public Reading<List<String>> switchoverHistory() {
    return ShowRedundancySwitchoverHistory.parse(console.ask(Phrase.SHOW_SWITCHOVERS.with()));
  }

  @Override
  public Reply send(Change change, Patience patience) {
    if (identity.privilege() < IosXeDrivers.PRIVILEGED) {
      throw new DeviceException.NotAuthorised(
          "a session of privilege " + identity.privilege() + " changes nothing");
    }
    Verb verb = Verb.of(change);
    return switch (change) {
      case Change.SaveConfiguration save -> FileTranscript.saved(sent(verb, patience).lines());
      case Change.Copy copy -> astray(copy).orElseGet(() -> copy(verb, patience));
      case Change.Push push -> {
        session.close();
        permit.mustStand();
        yield delivery.bring(push, verb.command(), patience);
      }
      case Change.DeleteFile delete -> FileTranscript.deleted(sent(verb, patience).lines());
      case Change.ClearInstallState clear -> clear(verb, patience);
      case Change.AddImage add -> installed(verb, patience);
      case Change.Activate activate -> installed(verb, patience);
      case Change.Commit commit -> installed(verb, patience);
      case Change.Abort abort -> installed(verb, patience);
      case Change.RemoveInactive remove -> installed(verb, patience);
      case Change.InstallInOneStep install -> installed(verb, patience);
    };
  }

  /// The command hides behind `service internal`, which is taken back when the session survives; a
  /// device that reloads forgets it, since nothing was saved.
  private Reply clear(Verb verb, Patience patience) {
    configure(Phrase.SERVICE_INTERNAL);
    Reply reply = installed(verb, patience);
    configure(Phrase.NO_SERVICE_INTERNAL);
    return reply;
  }

  /// Judged when it is used: what the file server's name leads to now. A name that only the switch
  /// can look up is the switch's to judge.
  private Optional<Reply> astray(Change.Copy copy) {
    String host = String.valueOf(URI.create(copy.url()).getHost());
    try {
      var _ = destinations.resolve(host);
      return Optional.empty();
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    } catch (Destinations.Forbidden forbidden) {
      String words = "not copied: " + forbidden.getMessage();
      return Optional.of(new Reply.Refused(Refusal.FILE_SERVER_UNREACHABLE, words, List.of(words)));
    }
  }

  /// A question for a login that nobody gave us, or for one that was not good enough, is the file
  /// server's no; it ends the session.
  private Reply copy(Verb verb, Patience patience) {
    try {
      return FileTranscript.copied(sent(verb, patience).lines());
    } catch (DeviceException.UnexpectedPrompt asked) {
      if (!ASKS_LOGIN.matcher(asked.prompt()).find()) {
        throw asked;
      }
      String words = asked.prompt().strip();
      return new Reply.Refused(Refusal.FILE_SERVER_LOGIN, words, List.of(words));
    }
  }

  private void configure(Phrase line) {
    console.ask(Phrase.CONFIGURE.with());
    console.tryAsking(line.with());
    console.ask(Phrase.END.with());
  }

  private Reply installed(Verb verb, Patience patience) {
    Output said = sent(verb, patience);
    return InstallTranscript.reply(verb.words(), said.lines(), said.logLines());
  }

  private Output sent(Verb verb, Patience patience) {
    return session.run(verb.command(), verb.dialogue(), patience, verb.startsWork());
  }

  private Software what() {
    return known.orElseGet(this::software).value();
  }

  @Override
  public void close() {
    delivery.close();
    session.close();
  }
}
