package io.hitless.testing;

import io.hitless.device.Change;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.Identity;
import io.hitless.device.IssuDriver;
import io.hitless.device.Permit;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.SessionLog;
import io.hitless.device.ShowCommand;
import io.hitless.device.Target;
import io.hitless.device.facts.AutoAbort;
import io.hitless.device.facts.BootMode;
import io.hitless.device.facts.ConfigurationState;
import io.hitless.device.facts.FileHash;
import io.hitless.device.facts.InstallSummary;
import io.hitless.device.facts.InstallSummary.Installed;
import io.hitless.device.facts.InstallSummary.State;
import io.hitless.device.facts.IssuState;
import io.hitless.device.facts.IssuState.Phase;
import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Platform;
import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Redundancy;
import io.hitless.device.facts.RedundancyLink;
import io.hitless.device.facts.Software;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.device.facts.StandbyState;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import io.hitless.device.facts.Topology;
import io.hitless.device.facts.UnitBoot;
import io.hitless.image.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A C9500 StackWise Virtual pair that exists only in tests: what it is follows from the clock and
/// from the commands that it got, with the durations of Cisco's ISSU examples. Commands that take
/// minutes end their session, as a switchover does, so that a test needs no waiting.
///
/// It remembers every changing command, and does what a test wants it to do wrong.
public final class FakeSwitch implements Drivers {
  public static final Duration TIMER = Duration.ofHours(2);
  private static final Duration SHOWS = Duration.ofSeconds(20);
  private static final Duration STANDBY_DOWN = Duration.ofSeconds(30);
  private static final Duration STANDBY_BACK = Duration.ofSeconds(433);
  private static final Duration SWITCHOVER = Duration.ofSeconds(529);
  private static final Duration ANSWERS_AGAIN = Duration.ofSeconds(589);
  public static final Duration TERMINAL = Duration.ofSeconds(950);

  private final TickingClock clock;
  private final SoftwareVersion old;
  private final List<Change> received = new ArrayList<>();
  private final Map<Class<?>, List<Refusal>> refusing = new HashMap<>();
  private final Map<Class<?>, Integer> dropping = new HashMap<>();
  private final Map<Class<?>, Integer> hangingUpBefore = new HashMap<>();
  private final Map<Class<?>, Integer> hangingUpAfter = new HashMap<>();
  private final Map<String, List<DeviceException>> failing = new HashMap<>();
  private final List<DeviceException> notOpening = new ArrayList<>();
  private final List<Long> shortCopies = new ArrayList<>();
  private final Map<String, Long> files = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();

  private record Planned(Instant at, long order, Runnable happens) {}

  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(
          java.util.Comparator.comparing(Planned::at).thenComparing(Planned::order));
  private long planned;
  private Optional<Instant> moment = Optional.empty();

  private static final class Unit {
    private final int number;
    private SoftwareVersion version;
    private boolean hot = true;
    private Instant since;

    private Unit(int number, SoftwareVersion version, Instant since) {
      this.number = number;
      this.version = version;
      this.since = since;
    }
  }

  private final List<Unit> units;
  private int active;
  private int switchovers;
  private int sessionsKilled;
  private int sessionsOpen;
  private Optional<Instant> unreachableUntil = Optional.empty();
  private boolean configurationSaved = true;
  private String configuration = "hostname C9500\ninterface Te1/0/1\n no shutdown\nend\n";
  private String hostname = "C9500";
  private String hostKey = Some.KEY;
  private List<String> serials = List.of("FCW2233A5ZV", "FCW2233A5ZY");
  private List<String> syncFailures = List.of();
  private boolean linkWhole = true;
  private List<String> interfacesUp = List.of("Te1/0/1", "Te2/0/1", "Vlan10");
  private long routes = 220;
  private String printed = "all is well";
  private Runnable atSwitchover = () -> {};
  private Optional<String> logging = Optional.empty();
  private List<String> onSwitchover = List.of();

  /// Versions that the database lists beside the committed one, by unit.
  private final Map<Integer, Map<String, State>> listed = new TreeMap<>();

  private SoftwareVersion committed;
  private Optional<SoftwareVersion> target = Optional.empty();
  private Optional<Phase> phase = Optional.empty();
  private String lastOperation = "";
  private boolean aborting;
  private boolean oneStep;
  private Optional<Instant> timerEnds = Optional.empty();
  private boolean standbyStuck;
  private TimerTold timerTold = TimerTold.IN_BOTH;
  private boolean standbyUptimeTold = true;
  private boolean partialOnBoth;
  private Platform platform = Platform.C9500;
  private Supplier<Runnable> onQuestion = () -> () -> {};

  private FakeSwitch(TickingClock clock, String version) {
    this.clock = clock;
    this.old = SoftwareVersion.of(version);
    this.committed = old;
    Instant longAgo = clock.instant().minus(Duration.ofDays(90));
    this.units = List.of(new Unit(1, old, longAgo), new Unit(2, old, longAgo));
  }

  /// Two healthy units on `version`, switch 1 active.
  public static FakeSwitch running(String version, TickingClock clock) {
    return new FakeSwitch(clock, version);
  }

  // --- what a test may want of it -------------------------------------------------------------

  public FakeSwitch holding(Image image) {
    files.put("flash:" + image.filename(), image.sizeBytes());
    image.md5().ifPresent(hash -> hashes.put("flash:" + image.filename(), hash));
    return this;
  }

  public FakeSwitch holding(String path, long bytes, String md5) {
    files.put(path, bytes);
    hashes.put(path, md5);
    return this;
  }

  public FakeSwitch hashing(String path, String md5) {
    hashes.put(path, md5);
    return this;
  }

  /// Says no to the next `reasons.length` commands of this kind.
  public FakeSwitch refusing(Class<? extends Change> kind, Refusal... reasons) {
    refusing.computeIfAbsent(kind, none -> new ArrayList<>()).addAll(List.of(reasons));
    return this;
  }

  /// Takes the next `times` commands of this kind without doing anything.
  public FakeSwitch dropping(Class<? extends Change> kind, int times) {
    dropping.put(kind, times);
    return this;
  }

  /// The session ends before the device gets the next command of this kind.
  public FakeSwitch hangingUpBefore(Class<? extends Change> kind) {
    hangingUpBefore.put(kind, 1);
    return this;
  }

  /// The session ends, the command goes on in the device.
  public FakeSwitch hangingUpAfter(Class<? extends Change> kind) {
    hangingUpAfter.put(kind, 1);
    return this;
  }

  /// Does not answer the next question of this name (`software`, `issu` …) but like this.
  public FakeSwitch failing(String question, DeviceException... failures) {
    failing.computeIfAbsent(question, none -> new ArrayList<>()).addAll(List.of(failures));
    return this;
  }

  /// The next copies end with so many bytes.
  public FakeSwitch copyingOnly(Long... bytes) {
    shortCopies.addAll(List.of(bytes));
    return this;
  }

  /// The file, if there is one.
  public synchronized Optional<Long> fileSize(String path) {
    live();
    return Optional.ofNullable(files.get(path));
  }

  /// Does not let the next sessions be opened.
  public FakeSwitch notOpening(DeviceException... failures) {
    notOpening.addAll(List.of(failures));
    return this;
  }

  public FakeSwitch standbyStuckAfterSwitchover() {
    standbyStuck = true;
    return this;
  }

  public FakeSwitch unsavedConfiguration() {
    configurationSaved = false;
    return this;
  }

  public FakeSwitch standbyBooting(Duration still) {
    Unit standby = units.get(1 - active);
    standby.hot = false;
    at(clock.instant().plus(still), () -> comeBack(standby, standby.version));
    return this;
  }

  /// Its standby came up this very moment.
  public FakeSwitch standbyRestarted() {
    Unit standby = units.get(1 - active);
    comeBack(standby, standby.version);
    return this;
  }

  /// An add that failed on one unit is listed on both all the same.
  public FakeSwitch listingAPartialAddOnBoth() {
    partialOnBoth = true;
    return this;
  }

  /// A chassis, whose second supervisor is listed only once it is hot.
  public FakeSwitch asChassis() {
    platform = Platform.C9400;
    return this;
  }

  /// A standby that comes up again and again.
  public FakeSwitch standbyRestartingEvery(Duration interval) {
    at(now().plus(interval), () -> standbyRestartingEvery(interval));
    return standbyRestarted();
  }

  /// Does not say since when its standby is hot.
  public FakeSwitch tellingNoUptimeOfTheStandby() {
    standbyUptimeTold = false;
    return this;
  }

  public FakeSwitch unreachable(Duration still) {
    unreachableUntil = Optional.of(clock.instant().plus(still));
    return this;
  }

  public FakeSwitch calledNow(String name, List<String> itsSerials) {
    hostname = name;
    serials = itsSerials;
    return this;
  }

  public FakeSwitch linkBroken() {
    linkWhole = false;
    return this;
  }

  public FakeSwitch syncFailing(String line) {
    syncFailures = List.of(line);
    return this;
  }

  /// The new release takes a line of the configuration amiss.
  public FakeSwitch syncFailingAfterSwitchover(String line) {
    onSwitchover = List.of(line);
    return this;
  }

  /// Ports that do not come up again on the other side.
  public FakeSwitch losingInterfacesAtSwitchover(String... names) {
    atSwitchover =
        () -> {
          List<String> left = new ArrayList<>(interfacesUp);
          left.removeAll(List.of(names));
          interfacesUp = left;
        };
    return this;
  }

  /// Routes that are to be learned again.
  public FakeSwitch withRoutesAfterSwitchover(long count) {
    atSwitchover = () -> routes = count;
    return this;
  }

  public FakeSwitch withInterfacesUp(String... names) {
    interfacesUp = List.of(names);
    return this;
  }

  public FakeSwitch withRoutes(long count) {
    routes = count;
    return this;
  }

  /// The new release writes its configuration otherwise.
  public FakeSwitch configuredAfterSwitchover(String text) {
    atSwitchover = () -> configuration = text;
    return this;
  }

  /// The units change places once more by themselves.
  public FakeSwitch countingSwitchovers(int more) {
    atSwitchover = () -> switchovers += more;
    return this;
  }

  /// What it prints to an operator's own question.
  public FakeSwitch printing(String line) {
    printed = line;
    return this;
  }

  /// Prints a line of its log into every session.
  public FakeSwitch loggingAlways(String line) {
    logging = Optional.of(line);
    return this;
  }

  /// Somebody else's upgrade, in `Added state` or further on.
  public FakeSwitch upgradedBySomebodyElse(String release, Phase at) {
    target = Optional.of(SoftwareVersion.of(release));
    phase = Optional.of(at);
    lastOperation = at == Phase.ADDED ? "" : "Activate location standby Chassis 2";
    return this;
  }

  public FakeSwitch listedOnOneUnitOnly(String release) {
    listed.put(1, new TreeMap<>(Map.of(release, State.INACTIVE)));
    return this;
  }

  public synchronized FakeSwitch listedBySomebodyElse(String release) {
    add(SoftwareVersion.of(release), true);
    return this;
  }

  public FakeSwitch removeListed() {
    listed.clear();
    return this;
  }

  /// Done at each question, for what happens in the middle of a turn.
  public FakeSwitch onEachQuestion(Runnable happens) {
    onQuestion = () -> happens;
    return this;
  }

  /// Every changing command that arrived.
  public synchronized List<Change> received() {
    return List.copyOf(received);
  }

  public synchronized long received(Class<? extends Change> kind) {
    return received.stream().filter(kind::isInstance).count();
  }

  public synchronized List<String> versions() {
    live();
    return units.stream().map(unit -> unit.version.release()).toList();
  }

  public synchronized int sessionsOpen() {
    return sessionsOpen;
  }

  /// Lets its own time pass up to the clock's.
  public synchronized void live() {
    while (!plan.isEmpty() && !plan.peek().at().isAfter(clock.instant())) {
      Planned next = plan.poll();
      moment = Optional.of(next.at());
      next.happens().run();
      moment = Optional.empty();
    }
  }

  /// Now, or when what happens just now was due.
  private Instant now() {
    return moment.orElseGet(clock::instant);
  }

  // --- what it does by itself -----------------------------------------------------------------

  private void at(Instant when, Runnable happens) {
    plan.add(new Planned(when, planned++, happens));
  }

  private void add(SoftwareVersion release, boolean both) {
    for (Unit unit : units) {
      if (both || unit.number == 1) {
        listed
            .computeIfAbsent(unit.number, none -> new TreeMap<>())
            .put(release.release(), State.INACTIVE);
      }
    }
  }

  private void activate(SoftwareVersion release, boolean commits) {
    Instant now = now();
    Unit standby = units.get(1 - active);
    Unit first = units.get(active);
    target = Optional.of(release);
    oneStep = commits;
    timerEnds = commits ? Optional.empty() : Optional.of(now.plus(TIMER));
    at(
        now.plus(SHOWS),
        () -> {
          phase = Optional.of(Phase.ADDED);
          lastOperation = "Activate location standby Chassis " + standby.number;
        });
    at(now.plus(STANDBY_DOWN), () -> standby.hot = false);
    at(
        now.plus(STANDBY_BACK),
        () -> {
          comeBack(standby, release);
          phase = Optional.of(Phase.STANDBY_ACTIVATED);
        });
    at(now.plus(SWITCHOVER), () -> switchOver(first, now.plus(ANSWERS_AGAIN)));
    at(
        now.plus(TERMINAL),
        () -> {
          if (!standbyStuck) {
            comeBack(first, release);
            if (oneStep) {
              at(now().plus(Duration.ofMinutes(3)), this::commitNow);
            }
          }
        });
    timerEnds.ifPresent(end -> at(end, this::goBack));
  }

  private void switchOver(Unit first, Instant answersAgain) {
    active = 1 - active;
    units.get(active).since = now();
    first.hot = false;
    switchovers++;
    phase = Optional.of(Phase.ACTIVATED);
    lastOperation = "Switchover";
    syncFailures = onSwitchover;
    atSwitchover.run();
    killSessions(answersAgain);
  }

  private void killSessions(Instant answersAgain) {
    sessionsKilled++;
    unreachableUntil = Optional.of(answersAgain);
  }

  private static void comeBackAt(Unit unit, SoftwareVersion version, Instant when) {
    unit.version = version;
    unit.hot = true;
    unit.since = when;
  }

  private void comeBack(Unit unit, SoftwareVersion version) {
    comeBackAt(unit, version, now());
  }

  private void goBack() {
    plan.clear();
    Instant now = now();
    aborting = true;
    timerEnds = Optional.empty();
    Unit standby = units.get(1 - active);
    Unit first = units.get(active);
    standby.hot = false;
    at(now.plusSeconds(400), () -> comeBack(standby, old));
    at(
        now.plusSeconds(420),
        () -> {
          active = 1 - active;
          units.get(active).since = now();
          first.hot = false;
          killSessions(now.plusSeconds(480));
        });
    at(
        now.plusSeconds(900),
        () -> {
          comeBack(first, old);
          aborting = false;
          phase = Optional.empty();
        });
  }

  private void commitNow() {
    plan.clear();
    SoftwareVersion release = target.orElseThrow();
    committed = release;
    listed.clear();
    phase = Optional.empty();
    timerEnds = Optional.empty();
    lastOperation = "";
  }

  // --- sessions -------------------------------------------------------------------------------

  @Override
  public synchronized IssuDriver open(Target where, SessionLog log) {
    live();
    if (!notOpening.isEmpty()) {
      throw notOpening.removeFirst();
    }
    if (unreachableUntil.map(until -> clock.instant().isBefore(until)).orElse(false)) {
      throw new DeviceException.Unreachable("connection to " + where.host() + " refused");
    }
    if (!where.pinnedKeys().isEmpty() && !where.pinnedKeys().contains(hostKey)) {
      throw new DeviceException.HostKeyChanged(where.name(), hostKey, where.pinnedKeys());
    }
    sessionsOpen++;
    return new Session(log, sessionsKilled);
  }

  public FakeSwitch withHostKey(String key) {
    hostKey = key;
    return this;
  }

  @Override
  public String words(Change change) {
    return switch (change) {
      case Change.SaveConfiguration save -> "write memory";
      case Change.AddImage add -> "install add file " + add.path();
      case Change.Activate activate -> "install activate issu";
      case Change.Commit commit -> "install commit";
      case Change.Abort abort -> "install abort issu";
      case Change.RemoveInactive remove -> "install remove inactive";
      case Change.InstallInOneStep install ->
          "install add file " + install.path() + " activate issu commit";
      case Change.ClearInstallState clear -> "clear install state";
      case Change.Copy copy -> "copy " + copy.url() + " " + copy.path();
      case Change.Push push -> "scp -t " + push.path();
      case Change.DeleteFile delete -> "delete " + delete.path();
    };
  }

  private final class Session implements IssuDriver {
    private final SessionLog log;
    private final int killedBefore;
    private boolean closed;
    private Permit permit = Permit.ALWAYS;

    private Session(SessionLog log, int killedBefore) {
      this.log = log;
      this.killedBefore = killedBefore;
    }

    private <T> Reading<T> answer(String question, String command, Supplier<T> value) {
      onQuestion.get().run();
      synchronized (FakeSwitch.this) {
        alive();
        log.sent(clock.instant(), command);
        logging.ifPresent(line -> log.deviceLog(clock.instant(), line));
        List<DeviceException> failures = failing.getOrDefault(question, new ArrayList<>());
        if (!failures.isEmpty()) {
          throw failures.removeFirst();
        }
        T answer = value.get();
        log.received(clock.instant(), answer.toString());
        return new Reading<>(command, answer, List.of(answer.toString()));
      }
    }

    private void alive() {
      permit.mustStand();
      live();
      if (closed || killedBefore != sessionsKilled) {
        throw new DeviceException.HungUp("the session with C9500 ended");
      }
    }

    @Override
    public void under(Permit given) {
      permit = given;
    }

    @Override
    public Identity identity() {
      return new Identity(hostname, hostKey, 15);
    }

    @Override
    public Reading<Software> software() {
      return answer(
          "software",
          "show version",
          () ->
              new Software(
                  hostname,
                  platform,
                  Optional.of("C9500-40X"),
                  units.get(active).version,
                  Optional.of("flash:packages.conf"),
                  Optional.of(age(units.get(active))),
                  Optional.of("Reload Command"),
                  serials,
                  units.stream()
                      .filter(unit -> unit.number - 1 == active || unit.hot)
                      .map(unit ->
                          new Software.Unit(
                              String.valueOf(unit.number),
                              unit.number - 1 == active,
                              "C9500-40X",
                              unit.version,
                              BootMode.INSTALL))
                      .toList()));
    }

    @Override
    public Reading<Topology> topology() {
      return answer(
          "topology",
          platform == Platform.C9400 ? "show module" : "show stackwise-virtual",
          () ->
              platform != Platform.C9400
                  ? Topology.STACKWISE_VIRTUAL
                  : allHot() ? Topology.DUAL_SUPERVISOR : Topology.STANDALONE);
    }

    @Override
    public Reading<Redundancy> redundancy() {
      return answer("redundancy", "show redundancy", FakeSwitch.this::readRedundancy);
    }

    @Override
    public Reading<StandbyState> standby() {
      return answer(
          "standby",
          "show redundancy states",
          () -> {
            boolean hot = units.get(1 - active).hot;
            return new StandbyState(
                hot ? "STANDBY HOT" : "DISABLED", hot, hot ? "sso" : "non-redundant");
          });
    }

    @Override
    public Reading<List<UnitBoot>> boot() {
      return answer(
          "boot",
          "show boot system",
          () ->
              units.stream()
                  .map(unit ->
                      new UnitBoot(
                          "Switch " + unit.number,
                          UnitBoot.Manual.NO,
                          List.of("flash:packages.conf")))
                  .toList());
    }

    @Override
    public Reading<IssuState> issu() {
      return answer("issu", "show issu state detail", FakeSwitch.this::readIssu);
    }

    @Override
    public Reading<InstallSummary> install() {
      return answer("install", "show install summary", FakeSwitch.this::readInstall);
    }

    @Override
    public Reading<List<Storage>> storage() {
      return answer(
          "storage",
          "dir flash:",
          () ->
              List.of(
                  new Storage("flash:", 11_353_194_496L, 8_000_000_000L),
                  new Storage("stby-flash:", 11_353_194_496L, 8_000_000_000L)));
    }

    @Override
    public Reading<Optional<StoredFile>> file(String path) {
      return answer(
          "file",
          "dir " + path,
          () -> Optional.ofNullable(files.get(path)).map(bytes -> new StoredFile(path, bytes)));
    }

    @Override
    public Reading<FileHash> hash(String path, FileHash.Algorithm algorithm) {
      return answer(
          "hash",
          "verify /" + algorithm + " " + path,
          () -> new FileHash(path, algorithm, hashes.getOrDefault(path, "00")));
    }

    @Override
    public Reading<RedundancyLink> redundancyLink() {
      return answer(
          "redundancyLink",
          "show stackwise-virtual link",
          () ->
              new RedundancyLink(
                  List.of(
                      new RedundancyLink.Member("1", active == 0 ? "Active" : "Standby", "Ready"),
                      new RedundancyLink.Member("2", active == 1 ? "Active" : "Standby", "Ready")),
                  List.of(
                      new RedundancyLink.Port("1", "Fo1/1/1", linkWhole, true),
                      new RedundancyLink.Port("2", "Fo2/1/1", linkWhole, true)),
                  false,
                  List.of(
                      new RedundancyLink.Detector("1", "Te1/0/40", true),
                      new RedundancyLink.Detector("2", "Te2/0/40", true))));
    }

    @Override
    public Reading<List<String>> configSyncFailures() {
      return answer(
          "configSyncFailures", "show redundancy config-sync failures mcl", () -> syncFailures);
    }

    @Override
    public Reading<ConfigurationState> configuration() {
      return answer(
          "configuration",
          "show running-config | include Last|NVRAM",
          () -> new ConfigurationState(Optional.empty(), Optional.empty(), configurationSaved));
    }

    @Override
    public Reading<String> runningConfiguration() {
      return answer("runningConfiguration", "show running-config", () -> configuration);
    }

    @Override
    public Operations operations() {
      return answer("operations", "show ip interface brief", FakeSwitch.this::readOperations)
          .value();
    }

    @Override
    public Optional<Reading<List<String>>> issuHistory() {
      return Optional.of(
          answer("issuHistory", "show install issu history", () -> List.of("ISSU History")));
    }

    @Override
    public Reading<List<String>> ask(ShowCommand command) {
      return answer("ask", command.text(), () -> List.of(printed));
    }

    @Override
    public Reading<List<String>> switchoverHistory() {
      return answer("switchoverHistory", "show redundancy switchover history", List::of);
    }

    @Override
    public Reply send(Change change, Patience patience) {
      synchronized (FakeSwitch.this) {
        alive();
        log.sent(clock.instant(), words(change));
        if (taken(hangingUpBefore, change)) {
          closed = true;
          throw new DeviceException.HungUp("the session ended before the command");
        }
        received.add(change);
        List<Refusal> reasons = refusing.getOrDefault(change.getClass(), new ArrayList<>());
        if (!reasons.isEmpty()) {
          Refusal reason = reasons.removeFirst();
          return refused(reason);
        }
        if (taken(dropping, change)) {
          return new Reply.Accepted(List.of());
        }
        boolean hangsUp = taken(hangingUpAfter, change);
        Reply reply = obey(change, hangsUp);
        if (hangsUp) {
          closed = true;
          throw new DeviceException.HungUp("the session ended in the middle");
        }
        return reply;
      }
    }

    private boolean taken(Map<Class<?>, Integer> wish, Change change) {
      int left = wish.getOrDefault(change.getClass(), 0);
      wish.put(change.getClass(), left - 1);
      return left > 0;
    }

    private Reply refused(Refusal reason) {
      if (reason == Refusal.PARTIAL || reason == Refusal.ALREADY_ADDED) {
        boolean both = partialOnBoth || reason == Refusal.ALREADY_ADDED;
        add(target.orElse(SoftwareVersion.of("16.12.4")), both);
      }
      return new Reply.Refused(reason, "FAILED: " + reason, List.of("FAILED: " + reason));
    }

    private Reply obey(Change change, boolean slowly) {
      Instant now = clock.instant();
      switch (change) {
        case Change.SaveConfiguration save -> configurationSaved = true;
        case Change.AddImage add -> {
          if (!configurationSaved) {
            return refused(Refusal.UNSAVED_CONFIGURATION);
          }
          SoftwareVersion release = release(add.path());
          if (slowly) {
            at(now.plusSeconds(266), () -> add(release, true));
          } else {
            add(release, true);
          }
        }
        case Change.Activate activate -> {
          if (!configurationSaved) {
            return refused(Refusal.UNSAVED_CONFIGURATION);
          }
          if (listed.isEmpty() || phase.isPresent()) {
            return refused(Refusal.NOT_IN_THIS_STATE);
          }
          activate(SoftwareVersion.of(listed.get(1).keySet().iterator().next()), false);
          closed = true;
          throw new DeviceException.HungUp("the session ended, the device is activating");
        }
        case Change.Commit commit -> {
          if (phase.filter(Phase.ACTIVATED::equals).isEmpty() || aborting || !allHot()) {
            return refused(Refusal.STANDBY_NOT_READY);
          }
          if (slowly) {
            lastOperation = "Commit R0";
            timerEnds = Optional.empty();
            plan.clear();
            at(now.plusSeconds(365), FakeSwitch.this::commitNow);
          } else {
            commitNow();
          }
        }
        case Change.Abort abort -> {
          if (!configurationSaved) {
            return refused(Refusal.UNSAVED_CONFIGURATION);
          }
          if (phase.isEmpty() || phase.get() == Phase.ADDED) {
            return refused(Refusal.NOT_IN_THIS_STATE);
          }
          goBack();
          closed = true;
          throw new DeviceException.HungUp("the session ended, the device is going back");
        }
        case Change.RemoveInactive remove -> listed.clear();
        case Change.InstallInOneStep install -> {
          SoftwareVersion release = release(install.path());
          add(release, true);
          activate(release, true);
          closed = true;
          throw new DeviceException.HungUp("the session ended, the device is installing");
        }
        case Change.ClearInstallState clear -> {
          listed.clear();
          phase = Optional.empty();
        }
        case Change.Copy copy -> {
          if (files.containsKey(copy.path())) {
            return refused(Refusal.FILE_EXISTS);
          }
          if (slowly) {
            long bytes = 812_345_678L;
            for (int tenth = 1; tenth <= 10; tenth++) {
              long so = bytes * tenth / 10;
              at(now.plusSeconds(30L * tenth), () -> files.put(copy.path(), so));
            }
          } else {
            files.put(copy.path(), copyArrives(812_345_678L));
          }
        }
        case Change.Push push -> files.put(push.path(), copyArrives(push.content().bytes()));
        case Change.DeleteFile delete -> files.remove(delete.path());
      }
      return new Reply.Accepted(List.of("SUCCESS: " + words(change)));
    }

    @Override
    public void close() {
      synchronized (FakeSwitch.this) {
        if (!closed) {
          closed = true;
        }
        sessionsOpen--;
      }
    }
  }

  /// What is left of the next copy.
  private long copyArrives(long bytes) {
    return shortCopies.isEmpty() ? bytes : shortCopies.removeFirst();
  }

  private boolean allHot() {
    return units.get(1 - active).hot;
  }

  private static SoftwareVersion release(String path) {
    java.util.regex.Matcher named =
        java.util.regex.Pattern.compile("\\d+\\.\\d+\\.\\d+").matcher(path);
    if (!named.find()) {
      throw new IllegalArgumentException(path + " names no release");
    }
    return SoftwareVersion.of(named.group());
  }

  private Duration age(Unit unit) {
    return Duration.ofMinutes(Duration.between(unit.since, clock.instant()).toMinutes());
  }

  private Redundancy readRedundancy() {
    Unit first = units.get(active);
    Unit standby = units.get(1 - active);
    return new Redundancy(
        standby.hot,
        "sso",
        standby.hot ? "sso" : "non-redundant",
        standby.hot,
        switchovers,
        Optional.of("none"),
        processor(first, "ACTIVE"),
        standby.hot
            ? Optional.of(processor(standby, "STANDBY HOT"))
            : Optional.of(
                new Redundancy.Processor(
                    "slot " + standby.number,
                    standbyStuck ? "STANDBY COLD-BULK" : "DISABLED",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }

  private Redundancy.Processor processor(Unit unit, String state) {
    return new Redundancy.Processor(
        "slot " + unit.number,
        state,
        Optional.of(unit.version),
        standbyUptimeTold || state.equals("ACTIVE") ? Optional.of(age(unit)) : Optional.empty(),
        Optional.of("flash:packages.conf;"));
  }

  private IssuState readIssu() {
    if (phase.isEmpty()) {
      return new IssuState(Optional.empty(), new IssuState.Idle());
    }
    return new IssuState(
        Optional.empty(),
        new IssuState.InProgress(
            oneStep ? "One-shot ISSU" : "Step-by-step ISSU",
            Optional.of("Image installation using ISSU"),
            phase.get(),
            phase.get().name(),
            lastOperation,
            List.of(),
            List.of(),
            timer(true),
            Optional.of("flash:packages.conf"),
            target.map(SoftwareVersion::release),
            aborting ? Optional.of("timer or operator") : Optional.empty(),
            "sso",
            allHot()));
  }

  private Operations readOperations() {
    return new Operations(
        List.of(
            seen(Operations.Aspect.INTERFACES_UP, interfacesUp, 0),
            seen(Operations.Aspect.ROUTES, List.of(), routes)),
        List.of("MAC_ADDRESSES: the device does not know 'show mac address-table count'"));
  }

  private static Operations.Seen seen(Operations.Aspect aspect, List<String> items, long count) {
    return new Operations.Seen(
        aspect, "show of " + aspect, items, items.isEmpty() ? count : items.size());
  }

  /// How the device prints its timer in `show issu state detail` and `show install summary`.
  public enum TimerTold {
    IN_BOTH,
    IN_STATE_ONLY,
    IN_SUMMARY_ONLY,
    WITHOUT_TIME,
    NEVER
  }

  public FakeSwitch tellingItsTimer(TimerTold how) {
    timerTold = how;
    return this;
  }

  private AutoAbort timer(boolean inState) {
    if (timerTold == TimerTold.NEVER) {
      return new AutoAbort.NotPrinted();
    }
    boolean timed =
        switch (timerTold) {
          case IN_BOTH -> true;
          case IN_STATE_ONLY -> inState;
          case IN_SUMMARY_ONLY -> !inState;
          case WITHOUT_TIME, NEVER -> false;
        };
    return timerEnds
        .<AutoAbort>map(end ->
            timed
                ? new AutoAbort.Running(Duration.between(clock.instant(), end))
                : new AutoAbort.RunningUntimed())
        .orElseGet(AutoAbort.Inactive::new);
  }

  private InstallSummary readInstall() {
    List<InstallSummary.Block> blocks = new ArrayList<>();
    for (Unit unit : units) {
      boolean present = unit.number - 1 == active || unit.hot;
      if (present) {
        List<Installed> packages = new ArrayList<>();
        packages.add(new Installed("IMG", State.COMMITTED, committed.text()));
        listed
            .getOrDefault(unit.number, Map.of())
            .forEach((release, state) ->
                packages.add(
                    new Installed(
                        "IMG",
                        unit.version.release().equals(release) ? State.UNCOMMITTED : state,
                        release)));
        blocks.add(new InstallSummary.Block(List.of(String.valueOf(unit.number)), packages));
      }
    }
    boolean running = timerEnds.isPresent() && phase.isPresent();
    return new InstallSummary(blocks, running ? timer(false) : new AutoAbort.Inactive());
  }
}
