package io.hitless.job;

import io.hitless.device.Change;
import io.hitless.device.Credentials;
import io.hitless.device.DeviceException;
import io.hitless.device.Drivers;
import io.hitless.device.IssuDriver;
import io.hitless.device.IssuDriver.Patience;
import io.hitless.device.Refusal;
import io.hitless.device.Reply;
import io.hitless.device.SessionLog;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.event.Event;
import io.hitless.image.Image;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One turn as a step sees it: the job, one session with its device, one look, and the only way to
/// send a change. What a step remembers or notes is written when the step is over.
public final class Turn implements AutoCloseable {
  /// Kinds that move an upgrade; the others are errands on the way.
  private static final Set<Intent.Kind> UPGRADE =
      EnumSet.of(
          Intent.Kind.ADD,
          Intent.Kind.ACTIVATE,
          Intent.Kind.COMMIT,
          Intent.Kind.ABORT,
          Intent.Kind.REMOVE_INACTIVE,
          Intent.Kind.INSTALL_ONE_STEP,
          Intent.Kind.CLEAR_INSTALL_STATE);

  /// The longest evidence that an event carries.
  private static final int MOST_LINES = 200;

  private static final Set<String> LEFT_NOTHING =
      Stream.concat(
              Stream.of("not-done"),
              Stream.of(Refusal.values())
                  .filter(reason -> !reason.midway())
                  .map(reason -> "refused: " + reason))
          .collect(Collectors.toUnmodifiableSet());

  /// The place of the newest intent, counted from one, that somebody else had done before.
  private static final String SOMEBODY_ELSES = "somebody-elses-intent";

  static final String CLOSED_INTENTS = "closed-intents";

  private final Ports ports;
  private final Drivers drivers;
  private final Sessions sessions;
  private final Gate gate;
  private final Pace pace;
  private final InstantSource clock;
  private final Recorder recorder;
  private final Lease lease;
  private final List<Event> notes = new ArrayList<>();
  private final List<ActionRequest> answering = new ArrayList<>();

  private Job job;
  private boolean asked;
  private long heard;
  private volatile Optional<IssuDriver> session = Optional.empty();
  private volatile boolean cutOff;
  private volatile boolean hungUp;
  private boolean leftInDoubt;
  private boolean meantToSend;
  private Optional<Look> look = Optional.empty();

  /// Whether the device was read in this turn since a change was last sent: no change that moves an
  /// upgrade is sent from what a row says alone, however old a backup it comes from.
  private boolean read;

  /// So far the clock of this replica is ahead of the one that intents are dated with.
  private final Duration ahead;

  /// Dated by this replica's clock, so that all that is compared comes from one clock.
  private List<Intent> intents;

  /// @param asked [System#nanoTime] before the claim
  Turn(
      Ports ports,
      Drivers drivers,
      Gate gate,
      Pace pace,
      InstantSource clock,
      Jobs.Claim claim,
      long asked) {
    this.ports = ports;
    this.drivers = drivers;
    this.sessions = new Sessions(drivers, ports.devices(), ports.vault(), ports.events());
    this.gate = gate;
    this.pace = pace;
    this.clock = clock;
    this.job = claim.job();
    this.asked = claim.asked();
    // The way of the answer makes intents younger than they are, never older.
    this.ahead = Duration.between(claim.at(), clock.instant());
    this.intents = ports.jobs().intents(job.id()).stream().map(this::byOurClock).toList();
    this.recorder = new Recorder(ports.transcripts(), job.id(), job.epoch(), clock);
    this.lease =
        new Lease(
            ports.jobs(),
            job.id(),
            job.epoch(),
            Lease.LENGTH,
            asked,
            recorder::flush,
            this::cutOff);
  }

  // --- what is known -------------------------------------------------------------------------

  public Job job() {
    return job;
  }

  public JobOrder order() {
    return job.order();
  }

  public Memory memory() {
    return job.memory();
  }

  public Instant now() {
    return clock.instant();
  }

  public InstantSource clock() {
    return clock;
  }

  public Pace pace() {
    return pace;
  }

  public Image image() {
    return ports
        .images()
        .find(order().image())
        .orElseThrow(() -> new IllegalStateException("image " + order().image() + " is gone"));
  }

  /// Where the image lies, or will.
  public String imagePath() {
    String fileSystem =
        memory()
            .fileSystem()
            .orElseThrow(() -> new IllegalStateException("the file system was never read"));
    return fileSystem + order().filename();
  }

  public void remember(Consumer<Memory.Draft> change) {
    job = job.with(draft -> draft.memory = draft.memory.with(change));
  }

  public int count(String what) {
    int next = memory().count(what) + 1;
    remember(memory -> memory.attempts.put(what, next));
    return next;
  }

  public void forget(String what) {
    if (memory().count(what) != 0) {
      remember(memory -> memory.attempts.remove(what));
    }
  }

  /// Adds an event to what is written at the end of the step.
  public void note(
      Event.Kind kind, String summary, List<String> evidence, Map<String, Object> details) {
    notes.add(event(kind, summary, evidence, details));
  }

  public void note(Event event) {
    notes.add(event);
  }

  /// The facts that the inventory keeps of the device.
  public void learned(DeviceFacts facts) {
    ports.devices().learned(order().device(), facts);
  }

  /// What the inventory keeps of the device now.
  public Optional<DeviceFacts> known() {
    return ports.devices().find(order().device()).flatMap(Device::facts);
  }

  /// Keeps a text that proves something, at once, in place of the one before.
  public void keep(Evidence.Kind kind, List<String> lines) {
    ports.evidence().keep(job, kind, now(), String.join("\n", lines) + "\n");
  }

  /// The lines of a text that was kept.
  public Optional<List<String>> kept(Evidence.Kind kind) {
    return ports.evidence().find(job.id(), kind).map(item -> item.text().lines().toList());
  }

  // --- looking --------------------------------------------------------------------------------

  /// The session of this turn, opened when first wanted.
  public IssuDriver session() {
    if (session.isEmpty()) {
      Device device =
          ports
              .devices()
              .find(order().device())
              .orElseThrow(() -> new IllegalStateException("the device is gone"));
      IssuDriver opened =
          recorder.opening(device.name(), () -> sessions.open(device, recorder, login()));
      opened.under(lease::mustStand);
      session = Optional.of(opened);
      if (cutOff || lease.lost()) {
        closeSession();
        throw new Jobs.Fenced(job.id(), job.epoch());
      }
    }
    return session.get();
  }

  /// What the device is, asked at most once until something was sent.
  public Look look() {
    if (look.isEmpty()) {
      Look now = Look.at(session());
      if (!now.whole()) {
        closeSession();
      }
      look = Optional.of(now);
      read = true;
    }
    return look.get();
  }

  /// What a fresh look and the last intent amount to. Remembers what was seen.
  public Judgement judge() {
    Look now = look();
    Doubt.read(this);
    Optional<Intent> last = lastOfUpgrade();
    SoftwareVersion from = memory().fromVersion().map(SoftwareVersion::of).orElseGet(now::active);
    boolean begun = last.map(intent -> begun(intent, now)).orElse(false);
    Situation seen = Situations.of(now, from, order().target(), begun);
    Verdict verdict = Reconciler.verdict(last, seen, now(), pace);
    Optional<Intent.Kind> kind = last.map(Intent::kind);
    boolean early = verdict != Reconciler.verdict(kind, seen);
    recorder.note(new Note.Judges(kind, from, order().target(), begun, early, seen, verdict));
    remember(memory -> memory.seen = Optional.of(seen));
    AutoAbortWatch.read(this, now);
    return new Judgement(verdict, seen, last, now);
  }

  /// The last command of ours that the device did not refuse.
  private Optional<Intent> lastOfUpgrade() {
    int closed = memory().count(CLOSED_INTENTS);
    return intents.stream()
        .skip(closed)
        .filter(intent -> UPGRADE.contains(intent.kind()) && !refused(intent))
        .reduce((first, second) -> second);
  }

  private Intent byOurClock(Intent intent) {
    return new Intent(
        intent.id(),
        intent.job(),
        intent.stage(),
        intent.kind(),
        intent.command(),
        intent.epoch(),
        intent.at().plus(ahead),
        intent.settledAs());
  }

  private static boolean refused(Intent intent) {
    return intent.settledAs().map(as -> as.startsWith("refused")).orElse(false);
  }

  /// Whether a unit is known to have restarted for this intent, or the intent is one that is only
  /// ever sent after that. A unit whose time in its state is shorter than the time since the intent
  /// has restarted in between; printed minutes are up to one too low.
  private boolean begun(Intent intent, Look now) {
    return switch (intent.kind()) {
      case COMMIT, ABORT -> true;
      case ACTIVATE, INSTALL_ONE_STEP -> settled(intent) || restartedSince(intent, now);
      case ADD, REMOVE_INACTIVE, CLEAR_INSTALL_STATE, SAVE_CONFIGURATION, COPY, DELETE_FILE ->
          false;
    };
  }

  private static boolean settled(Intent intent) {
    return intent.settledAs().map(as -> !as.equals("not-done")).orElse(false);
  }

  private boolean restartedSince(Intent intent, Look now) {
    Duration since = pace.onDevice(Duration.between(intent.at(), now()));
    var redundancy = now.redundancy().value();
    boolean young =
        redundancy
            .peer()
            .flatMap(peer -> peer.uptime())
            .or(() -> redundancy.active().uptime())
            .map(up -> up.plusMinutes(1).compareTo(since) < 0)
            .orElse(false);
    boolean swapped =
        memory()
            .formerStandby()
            .map(standby -> standby.equals(redundancy.active().location()))
            .orElse(false);
    return young || swapped || redundancy.switchovers() > memory().switchovers();
  }

  /// How often a kind was sent since an operator last said "retry".
  public int sentBefore(Intent.Kind kind) {
    long all = intents.stream().filter(intent -> intent.kind() == kind && !refused(intent)).count();
    return (int) all - memory().count("forgiven-" + kind);
  }

  /// Lets every kind be tried again.
  void forgive() {
    forget("removal-taken");
    for (Intent.Kind kind : Intent.Kind.values()) {
      int sent =
          (int)
              intents.stream().filter(intent -> intent.kind() == kind && !refused(intent)).count();
      if (sent > 0) {
        remember(memory -> memory.attempts.put("forgiven-" + kind, sent));
      }
    }
  }

  /// Starts over: what was intended so far has no bearing on what is judged from now on.
  void closeChapter() {
    remember(memory -> memory.attempts.put(CLOSED_INTENTS, intents.size()));
  }

  /// Whether this job ever meant to change the device.
  boolean everChanged() {
    return !intents.isEmpty();
  }

  public List<Intent> unsettled() {
    return intents.stream().filter(intent -> intent.settledAs().isEmpty()).toList();
  }

  /// When the newest intent of a kind was meant, by this replica's clock.
  public Optional<Instant> meantAt(Intent.Kind kind) {
    return intents.reversed().stream()
        .filter(intent -> intent.kind() == kind)
        .findFirst()
        .map(Intent::at);
  }

  /// Whether a command of a kind was sent that the device neither refused nor shows nothing of.
  boolean mayHaveTaken(Intent.Kind kind) {
    return intents(kind).stream()
        .anyMatch(intent ->
            !refused(intent) && !intent.settledAs().map("not-done"::equals).orElse(false));
  }

  /// The device had it done before this job asked: good enough to go on from, and not this job's to
  /// take away.
  public void doneBySomebodyElse() {
    remember(memory -> memory.attempts.put(SOMEBODY_ELSES, intents.size()));
  }

  /// Whether what a command of a kind leaves on a device may be this job's doing: one was sent,
  /// since a person last had the device, that was not refused before anything was done.
  public boolean mayHaveLeft(Intent.Kind kind) {
    return IntStream.range(memory().count(CLOSED_INTENTS), intents.size())
        .filter(place -> place + 1 != memory().count(SOMEBODY_ELSES))
        .mapToObj(intents::get)
        .filter(intent -> intent.kind() == kind)
        .anyMatch(intent -> !intent.settledAs().map(LEFT_NOTHING::contains).orElse(false));
  }

  /// The lines of the last look, for evidence; none when there was none.
  public List<String> seenLines() {
    return look.map(Look::evidence).orElseGet(List::of);
  }

  // --- acting ---------------------------------------------------------------------------------

  /// Sends one change, and only so: session, gate, lease, committed intent, command, recorded
  /// answer. What was looked at before is forgotten.
  ///
  /// @throws Jobs.Fenced when the lease is not held for long enough; nothing was sent
  /// @throws DeviceException when no session could be opened; nothing was meant or sent
  public Sent send(Change change, Duration overall, Duration silence) {
    return send(change, overall, silence, Meanwhile.NOTHING);
  }

  /// Like the other, for a change that takes long: what goes on meanwhile is looked at.
  public Sent send(Change change, Duration overall, Duration silence, Meanwhile meanwhile) {
    Intent.Kind kind = kind(change);
    if (UPGRADE.contains(kind) && !read) {
      throw new IllegalStateException(kind + " without having read the device in this turn");
    }
    IssuDriver driver = session();
    if (gate.ask(job, kind, now()) instanceof Gate.Answer.NotNow notNow) {
      return new Sent.HeldBack(notNow);
    }
    lease.mustHold();
    String words = drivers.words(change);
    Event told =
        event(
            Event.Kind.COMMAND_INTENDED,
            "about to send '" + words + "'",
            List.of(),
            Map.of("command", words));
    meantToSend = true;
    Intent intent = byOurClock(ports.jobs().intend(job, kind, words, List.of(told)));
    intents = append(intents, intent);
    look = Optional.empty();
    read = false;
    lease.mustHold();
    try {
      Patience patience = pace.patience(overall, silence);
      Reply reply = meanwhile.during(() -> driver.send(change, patience));
      if (change instanceof Change.Push) {
        closeSession();
      }
      return answered(intent, words, reply);
    } catch (DeviceException noAnswer) {
      leftInDoubt = true;
      closeSession();
      if (lease.lost()) {
        throw new Jobs.Fenced(job.id(), job.epoch());
      }
      keep(
          event(
              Event.Kind.COMMAND_ANSWERED,
              "no clear answer to '" + words + "': " + noAnswer.getMessage(),
              List.of(noAnswer.getMessage()),
              Map.of("command", words, "result", noAnswer.code())));
      return new Sent.Unclear(intent, noAnswer);
    }
  }

  /// A second session with the device, for looking while a command keeps the first one busy; who
  /// opens it closes it. It is not written down: the transcript tells one conversation.
  public IssuDriver aside() {
    Device device =
        ports
            .devices()
            .find(order().device())
            .orElseThrow(() -> new IllegalStateException("the device is gone"));
    return sessions.open(device, SessionLog.NONE, login());
  }

  private CredentialUse login() {
    return CredentialUse.byJob(job.id().value(), order().device());
  }

  /// Writes how far a copy is, at once. As long as it moves, its stage may go on for `quiet` more.
  public void moved(Transfer transfer, Duration quiet) {
    boolean told =
        memory().transfer().map(before -> before.percent() / 10).orElse(-1)
            == transfer.percent() / 10;
    Instant fair = now().plus(pace.allowed(quiet));
    Job next =
        job.with(draft -> {
          draft.memory = draft.memory.with(memory -> memory.transfer = Optional.of(transfer));
          draft.deadline = draft.deadline.map(then -> then.isAfter(fair) ? then : fair);
          draft.step =
              draft.step.map(step -> new Job.Step(step.name(), step.startedAt(), draft.deadline));
          draft.updatedAt = now();
        });
    Job shown =
        next.with(draft -> {
          draft.percent = Math.max(job.percent(), StageTimes.percent(next, now(), pace));
          draft.eta = StageTimes.eta(next, now(), pace);
        });
    save(shown, told ? List.of() : List.of(progressed(transfer)));
  }

  private Event progressed(Transfer transfer) {
    var details = new java.util.LinkedHashMap<String, Object>();
    details.put("bytes", transfer.bytes());
    details.put("totalBytes", transfer.totalBytes());
    details.put("bytesPerSecond", transfer.bytesPerSecond());
    transfer.eta().ifPresent(eta -> details.put("eta", eta.toString()));
    return event(
        Event.Kind.STEP_PROGRESSED,
        transfer.percent() + " % of the image copied",
        List.of(),
        details);
  }

  /// What logs in somewhere else than the device.
  public Optional<Credentials> credentials(String name) {
    return ports.vault().open(name, CredentialUse.ofFileServer(job.id().value(), order().device()));
  }

  /// Every intent of a kind, oldest first.
  public List<Intent> intents(Intent.Kind kind) {
    return intents.stream().filter(intent -> intent.kind() == kind).toList();
  }

  private Sent answered(Intent intent, String words, Reply reply) {
    return switch (reply) {
      case Reply.Accepted accepted -> {
        keep(
            event(
                Event.Kind.COMMAND_ANSWERED,
                "'" + words + "' was taken",
                accepted.said(),
                Map.of("command", words, "result", "accepted")));
        yield new Sent.Accepted(intent, accepted);
      }
      case Reply.Refused refused -> {
        keep(
            event(
                Event.Kind.COMMAND_ANSWERED,
                "'" + words + "' was refused: " + refused.words(),
                refused.said(),
                Map.of("command", words, "result", refused.reason().name())));
        yield new Sent.Refused(intent, refused);
      }
    };
  }

  /// May a change of this kind be sent now? Asked again right before it is.
  public Gate.Answer ask(Intent.Kind kind) {
    return gate.ask(job, kind, now());
  }

  /// Writes what a judgement says of its intent, once it says something final.
  public void settle(Judgement judged) {
    Doubt.settle(this, judged);
  }

  /// What stops a job in whatever stage it is, the device untouched.
  public StepResult stop(Judgement judged) {
    return Doubt.stop(this, judged);
  }

  /// What reading showed of an intent.
  public void settle(Intent intent, String as) {
    ports.jobs().settle(job, intent.id(), as, List.of());
    intents =
        intents.stream()
            .map(known ->
                known.id() == intent.id()
                    ? new Intent(
                        known.id(),
                        known.job(),
                        known.stage(),
                        known.kind(),
                        known.command(),
                        known.epoch(),
                        known.at(),
                        Optional.of(as))
                    : known)
            .toList();
  }

  private void keep(Event event) {
    save(job, List.of(event));
  }

  // --- recording ------------------------------------------------------------------------------

  /// Writes `next` with the notes so far; the turn goes on from it.
  void save(Job next, List<Event> more) {
    recorder
        .logLines()
        .forEach(line -> notes.add(event(Event.Kind.DEVICE_LOG, line, List.of(line), Map.of())));
    List<Event> all = new ArrayList<>(notes);
    all.addAll(more);
    // In a stage that is new, what could not be answered in the old one can perhaps.
    long known = next.stage() == job.stage() ? heard : 0;
    Jobs.Saved saved = ports.jobs().save(next, all, known);
    job = saved.job();
    asked = saved.asked();
    notes.clear();
    answering.forEach(this::answered);
    answering.clear();
  }

  /// Goes on from `next` without writing it yet.
  void adopt(Job next) {
    job = next;
  }

  /// Marks a request as taken up once what it changed is written.
  void answerAfterSave(ActionRequest request) {
    answering.add(request);
  }

  /// Requests up to this one are no reason any more to look again at once.
  void heard(ActionRequest request) {
    heard = request.id();
  }

  /// What operators asked for, as of the last write.
  List<ActionRequest> requests() {
    return asked ? ports.jobs().requests(job.id()) : List.of();
  }

  void answered(ActionRequest request) {
    ports.jobs().answered(job, request.id());
  }

  Event event(Event.Kind kind, String summary, List<String> evidence, Map<String, Object> details) {
    List<String> lines =
        evidence.size() <= MOST_LINES
            ? evidence
            : evidence.subList(evidence.size() - MOST_LINES, evidence.size());
    return new Event.JobNote(kind, job.id().value(), order().device(), summary, lines, details);
  }

  /// Whether a unit was seen writing its own boot flash in this turn.
  boolean deviceWorkedOnItself() {
    return recorder.workedOnItself();
  }

  /// After silence or a lost session nothing that still arrives can be trusted.
  public void closeSession() {
    session.ifPresent(IssuDriver::close);
    session = Optional.empty();
    look = Optional.empty();
  }

  /// Whether a change was sent in this turn whose end nobody saw, such as the switchover that took
  /// the session with it.
  boolean leftInDoubt() {
    return leftInDoubt;
  }

  /// Whether the intent to send a change was written in this turn, or may have been.
  boolean meantToSend() {
    return meantToSend;
  }

  /// Ends whatever the session does, from any thread; what became of it is unknown then.
  public void hangUp() {
    hungUp = true;
    session.ifPresent(IssuDriver::close);
  }

  /// Whether it was this replica that ended it.
  public boolean hungUpItself() {
    return hungUp;
  }

  private void cutOff() {
    cutOff = true;
    session.ifPresent(IssuDriver::close);
  }

  @Override
  public void close() {
    lease.close();
    session.ifPresent(IssuDriver::close);
    recorder.flush();
  }

  /// Hosts keys that the device was met with in this turn.
  public Set<String> hostKeys() {
    Set<String> keys = new HashSet<>(memory().hostKeys());
    keys.add(session().identity().hostKey());
    return keys;
  }

  private static List<Intent> append(List<Intent> intents, Intent more) {
    var all = new ArrayList<>(intents);
    all.add(more);
    return List.copyOf(all);
  }

  private static Intent.Kind kind(Change change) {
    return switch (change) {
      case Change.SaveConfiguration save -> Intent.Kind.SAVE_CONFIGURATION;
      case Change.AddImage add -> Intent.Kind.ADD;
      case Change.Activate activate -> Intent.Kind.ACTIVATE;
      case Change.Commit commit -> Intent.Kind.COMMIT;
      case Change.Abort abort -> Intent.Kind.ABORT;
      case Change.RemoveInactive remove -> Intent.Kind.REMOVE_INACTIVE;
      case Change.InstallInOneStep install -> Intent.Kind.INSTALL_ONE_STEP;
      case Change.ClearInstallState clear -> Intent.Kind.CLEAR_INSTALL_STATE;
      case Change.Copy copy -> Intent.Kind.COPY;
      case Change.Push push -> Intent.Kind.COPY;
      case Change.DeleteFile delete -> Intent.Kind.DELETE_FILE;
    };
  }
}
