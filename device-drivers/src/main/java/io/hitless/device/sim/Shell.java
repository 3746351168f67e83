package io.hitless.device.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One terminal session: keys in, screens out. All of it runs on the device's timeline.
final class Shell implements SystemLog.Monitor {
  private static final String MORE = " --More-- ";

  /// The far end of the session.
  interface Wire {
    void send(byte[] bytes);

    void hangUp();

    /// Not a byte more, and no farewell.
    void vanish();

    /// Calls back once the client has taken everything.
    void whenEmpty(Runnable then);
  }

  private enum State {
    READY,
    BUSY,
    PAGING,
    ASKING,
    DEAD
  }

  private final Chassis chassis;
  private final Login login;
  private final CommandBook book;
  private final CommandLog log;
  private final FaultyWire wire;
  private final int number;
  private final Tty tty;
  private final LineEditor editor;
  private final Deque<Character> typeahead = new ArrayDeque<>();
  private final Deque<String> pages = new ArrayDeque<>();
  private State state = State.READY;
  private Mode mode;
  private String configurationPrompt = "config";
  private Optional<Question> question = Optional.empty();
  private Duration execTimeout;
  private Timeline.@Nullable Timer idle;
  private char previousKey;
  private boolean draining;
  private boolean batch;
  private boolean bottomless;
  private final boolean cutsAnyway;
  private Duration promptDelay = Duration.ZERO;

  Shell(
      Chassis chassis, Login login, CommandLog log, Wire wire, int number, int width, int length) {
    this.chassis = chassis;
    this.login = login;
    this.book = CommandBook.of(chassis);
    this.log = log;
    this.wire = new FaultyWire(wire, chassis.timeline(), this::die);
    this.number = number;
    this.tty = new Tty(this.wire::send, width, length);
    this.editor = new LineEditor(tty);
    Optional<Mishap.IdleCut> cut = chassis.troubles().standing(Mishap.IdleCut.class);
    this.cutsAnyway = cut.isPresent();
    this.execTimeout =
        cut.map(idleCut -> Duration.ofMillis((long) (idleCut.seconds() * 1000)))
            .orElse(Duration.ofMinutes(10));
    this.mode = login.enableSecret().isPresent() ? Mode.EXEC : Mode.ENABLE;
  }

  Chassis chassis() {
    return chassis;
  }

  Login login() {
    return login;
  }

  Tty tty() {
    return tty;
  }

  int number() {
    return number;
  }

  Mode mode() {
    return mode;
  }

  FaultyWire wire() {
    return wire;
  }

  void greet(String motd) {
    touch();
    chassis.troubles().login();
    tty.write(motd);
    prompt();
  }

  /// Carries out one command without prompt, echo or pager, then hangs up: `ssh switch "show
  /// clock"`.
  void runOnly(String line) {
    batch = true;
    tty.width(0);
    tty.length(0);
    submit(line);
  }

  void receive(String keys) {
    if (state == State.DEAD) {
      return;
    }
    touch();
    for (int i = 0; i < keys.length(); i++) {
      typeahead.add(keys.charAt(i));
    }
    drain();
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      drainKeys();
    } finally {
      draining = false;
    }
  }

  private void drainKeys() {
    while (state != State.BUSY && state != State.DEAD && !typeahead.isEmpty()) {
      char key = typeahead.remove();
      boolean secondHalf = key == '\n' && previousKey == '\r';
      previousKey = key;
      if (secondHalf) {
        continue;
      }
      switch (state) {
        case READY -> edit(key);
        case ASKING -> answer(key);
        case PAGING -> turnPage(key);
        case BUSY, DEAD -> throw new IllegalStateException("a key for a session that is " + state);
      }
    }
  }

  private void edit(char key) {
    switch (key) {
      case '\r', '\n' -> submit(editor.take());
      case '\b', 0x7f -> editor.rubOut();
      case 0x15 -> editor.clear();
      case 0x03 -> {
        editor.take();
        tty.write("\n");
        prompt();
      }
      case 0x1a -> {
        editor.take();
        tty.write("^Z\n");
        leaveConfiguration();
        prompt();
      }
      case '?' -> help();
      default -> {
        if (key >= ' ') {
          editor.add(key);
        }
      }
    }
  }

  private void help() {
    tty.write("?\n");
    book.tree(mode).next(editor.line()).forEach(word -> tty.write("  " + word + "\n"));
    tty.write("\n");
    editor.again();
  }

  private void submit(String line) {
    tty.write(batch ? "" : "\n");
    if (line.isBlank()) {
      prompt();
      return;
    }
    Interpreter.Run understood = Interpreter.of(this, book, line);
    Optional<Snapshot> before =
        understood.changing() ? Optional.of(Snapshot.of(chassis)) : Optional.empty();
    Interpreter.Run run = Sabotage.of(this, line, understood, chassis.troubles().typed(line));
    state = State.BUSY;
    String modeThen = mode.word();
    Turn turn = run.turn();
    run.go().run();
    boolean leaked = login.reveals(line);
    log.add(
        new CommandRecord(
            chassis.timeline().now(),
            chassis.keyName(),
            number,
            modeThen,
            leaked ? "<secret>" : line,
            run.changing(),
            turn.verdict(),
            leaked,
            before));
    turn.settle();
  }

  /// Carries out a line of another mode within a turn, as `do …` does.
  void borrow(Mode other, String line, Turn turn) {
    Mode own = mode;
    mode = other;
    Interpreter.Run run = Interpreter.of(this, book, line);
    run.go().run();
    turn.print(run.turn().page());
    mode = own;
  }

  /// A command is done: its page goes out, then the prompt comes back.
  void finished(Turn turn) {
    if (state == State.DEAD) {
      return;
    }
    Duration delay = promptDelay;
    promptDelay = Duration.ZERO;
    if (!delay.isZero()) {
      tty.write(turn.page());
      turn.forgetPage();
      chassis.timeline().after(delay, () -> finished(turn));
      return;
    }
    state = State.READY;
    String page = turn.page();
    if (page.isEmpty()) {
      tty.freshLine();
      prompt();
      drain();
      return;
    }
    pages.clear();
    page.lines().forEach(line -> pages.addAll(tty.folded(line)));
    show(tty.length() == 0 ? Integer.MAX_VALUE : tty.length() - 1);
    drain();
  }

  /// The next prompt comes so much later than it should.
  void delayPrompt(Duration delay) {
    promptDelay = delay;
  }

  /// Prints on and on, as fast as the client takes it.
  void flood(Turn turn, long bytes, int lineLength) {
    turn.hold();
    int size = (int) Math.min(bytes, 65_536);
    if (size <= 0 || state == State.DEAD) {
      turn.end();
      return;
    }
    String line = lineLength == 0 ? "x".repeat(size) : "x".repeat(lineLength) + "\n";
    tty.raw(line.repeat(Math.max(1, size / line.length())).replace("\n", "\r\n"));
    wire.whenEmpty(() -> chassis.timeline().run(() -> flood(turn, bytes - size, lineLength)));
  }

  /// Pages on and on.
  void pageForEver(Turn turn) {
    turn.hold();
    bottomless = true;
    show(22);
  }

  private void show(int lines) {
    if (bottomless) {
      tty.write("This line comes again and again\n".repeat(Math.max(1, lines)));
      state = State.PAGING;
      tty.raw(MORE);
      return;
    }
    for (int i = 0; i < lines && !pages.isEmpty(); i++) {
      tty.write(pages.remove() + "\n");
    }
    if (pages.isEmpty()) {
      state = State.READY;
      prompt();
    } else {
      state = State.PAGING;
      tty.raw(MORE);
    }
  }

  private void turnPage(char key) {
    tty.raw("\b".repeat(MORE.length()) + " ".repeat(MORE.length()) + "\b".repeat(MORE.length()));
    switch (key) {
      case ' ' -> show(tty.length() == 0 ? 22 : tty.length() - 1);
      case '\r', '\n' -> show(1);
      default -> {
        bottomless = false;
        pages.clear();
        show(0);
      }
    }
  }

  void ask(Question asked) {
    question = Optional.of(asked);
    if (state == State.DEAD) {
      asked.abandoned().run();
      return;
    }
    boolean echo = asked.kind() == Question.Kind.LINE || asked.kind() == Question.Kind.KEY;
    state = State.ASKING;
    editor.begin(asked.prompt(), echo);
    drain();
  }

  private void answer(char key) {
    Question asked = question.orElseThrow();
    if (asked.kind() == Question.Kind.KEY) {
      if (key >= ' ') {
        tty.write(String.valueOf(key));
      }
      answered(asked, key == '\r' || key == '\n' ? "" : String.valueOf(key));
      previousKey = '\r';
      if (!typeahead.isEmpty() && (typeahead.peek() == '\r' || typeahead.peek() == '\n')) {
        typeahead.remove();
      }
      return;
    }
    switch (key) {
      case '\r', '\n' -> answered(asked, editor.take());
      case '\b', 0x7f -> editor.rubOut();
      case 0x15 -> editor.clear();
      case 0x03 -> answered(asked, "");
      default -> {
        if (key >= ' ') {
          editor.add(key);
        }
      }
    }
  }

  private void answered(Question asked, String text) {
    question = Optional.empty();
    state = State.BUSY;
    tty.write("\n");
    boolean leaked = asked.kind() != Question.Kind.ENABLE_SECRET && login.reveals(text);
    log.add(
        new CommandRecord(
            chassis.timeline().now(),
            chassis.keyName(),
            number,
            asked.kind() == Question.Kind.ENABLE_SECRET
                    || asked.kind() == Question.Kind.OTHER_SECRET
                ? "password-prompt"
                : "answer",
            masked(asked, text, leaked),
            false,
            Verdict.ACCEPTED,
            leaked,
            Optional.empty()));
    asked.answered().accept(text);
  }

  private String masked(Question asked, String text, boolean leaked) {
    return switch (asked.kind()) {
      case ENABLE_SECRET ->
          login.enableSecret().filter(text::equals).isPresent()
              ? "<right secret>"
              : "<wrong secret>";
      case OTHER_SECRET -> "<secret>";
      case LINE, KEY -> leaked ? "<secret>" : text;
    };
  }

  /// Output of something that runs in the foreground.
  void speak(String text) {
    if (state != State.DEAD) {
      tty.write(text);
    }
  }

  @Override
  public void logged(String line, boolean glued) {
    if (state == State.DEAD) {
      return;
    }
    boolean foreground = state == State.BUSY;
    tty.write("\n" + line + (foreground && glued ? "" : "\n"));
    if (state == State.READY || state == State.ASKING) {
      editor.again();
    }
  }

  void enter(Mode next) {
    mode = next;
    configurationPrompt = "config";
  }

  /// Goes into a part of the configuration such as `config-if`.
  void enterPart(String name) {
    configurationPrompt = name;
  }

  String configurationPart() {
    return configurationPrompt;
  }

  void leaveConfiguration() {
    if (mode == Mode.CONFIG) {
      enter(Mode.ENABLE);
      chassis
          .log()
          .add(
              "%SYS-5-CONFIG_I: Configured from console by "
                  + login.username()
                  + " on vty"
                  + number);
    }
  }

  void execTimeout(Duration timeout) {
    execTimeout = timeout;
    touch();
  }

  private void prompt() {
    if (batch) {
      close();
      return;
    }
    editor.begin(promptText(chassis.hostname()), true);
  }

  private String promptText(String name) {
    String suffix = chassis.promptSuffix();
    if (suffix.endsWith(": ")) {
      return suffix;
    }
    return switch (mode) {
      case EXEC -> name + suffix + ">";
      case ENABLE -> name + suffix + "#";
      case CONFIG ->
          name.substring(0, Math.min(20, name.length())) + "(" + configurationPrompt + ")#";
    };
  }

  int promptLength() {
    return editor.promptLength();
  }

  private void touch() {
    if (idle != null) {
      idle.cancel();
    }
    if (!execTimeout.isZero()) {
      idle = chassis.timeline().after(execTimeout, this::idledOut);
    }
  }

  private void idledOut() {
    if (state == State.BUSY && !cutsAnyway) {
      touch();
    } else if (state != State.DEAD) {
      close();
    }
  }

  /// Ends the session in good order.
  void close() {
    die();
    wire.hangUp();
  }

  /// The session is gone, in whatever way. Nothing is said any more.
  void die() {
    if (state == State.DEAD) {
      return;
    }
    state = State.DEAD;
    chassis.log().unwatch(this);
    if (idle != null) {
      idle.cancel();
    }
    question.ifPresent(asked -> asked.abandoned().run());
    question = Optional.empty();
  }
}
