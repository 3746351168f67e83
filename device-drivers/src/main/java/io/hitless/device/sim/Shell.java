package io.hitless.device.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// One terminal session: keys in, screens out. All of it runs on the device's timeline.
final class Shell implements SystemLog.Monitor {
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
  private final Witness witness;
  private final FaultyWire wire;
  private final int number;
  private final Tty tty;
  private final LineEditor editor;
  private final Deque<Character> typeahead = new ArrayDeque<>();
  private final Pager pager;
  private final Whereabouts where;
  private final IdleWatch idle;
  private State state = State.READY;
  private Optional<Question> question = Optional.empty();
  private char previousKey;
  private boolean draining;
  private boolean batch;
  private Duration promptDelay = Duration.ZERO;

  Shell(
      Chassis chassis, Login login, CommandLog log, Wire wire, int number, int width, int length) {
    this.chassis = chassis;
    this.login = login;
    this.book = CommandBook.of(chassis);
    this.witness = new Witness(chassis, login, log, number);
    this.wire = new FaultyWire(wire, chassis.timeline(), this::die);
    this.number = number;
    this.tty = new Tty(this.wire::send, width, length);
    this.editor = new LineEditor(tty);
    this.pager = new Pager(tty);
    this.where = new Whereabouts(chassis, login.landing(), login.level());
    this.idle = new IdleWatch(chassis, () -> state == State.BUSY, this::close);
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

  Whereabouts where() {
    return where;
  }

  FaultyWire wire() {
    return wire;
  }

  void greet(String motd) {
    idle.touch();
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
    idle.touch();
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
        case PAGING -> paged(pager.key(key));
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
    book.tree(where.mode()).next(editor.line()).forEach(word -> tty.write("  " + word + "\n"));
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
    Mode modeThen = where.mode();
    Turn turn = run.turn();
    run.go().run();
    witness.command(modeThen, line, before, turn.verdict());
    turn.settle();
  }

  /// Carries out a line of another mode within a turn, as `do …` does.
  void borrow(Mode other, String line, Turn turn) {
    where.visiting(
        other,
        () -> {
          Interpreter.Run run = Interpreter.of(this, book, line);
          run.go().run();
          turn.print(run.turn().page());
        });
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
    paged(pager.begin(page));
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
    state = State.PAGING;
    pager.beginWithoutEnd();
  }

  private void paged(boolean over) {
    state = over ? State.READY : State.PAGING;
    if (over) {
      prompt();
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
    witness.answer(asked.kind(), text);
    asked.answered().accept(text);
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

  void leaveConfiguration() {
    if (where.mode() == Mode.CONFIG) {
      where.enter(Mode.ENABLE);
      chassis
          .log()
          .add(
              "%SYS-5-CONFIG_I: Configured from console by "
                  + login.username()
                  + " on vty"
                  + number);
    }
  }

  private void prompt() {
    if (batch) {
      close();
      return;
    }
    editor.begin(where.prompt(), true);
  }

  int promptLength() {
    return editor.promptLength();
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
    idle.stop();
    question.ifPresent(asked -> asked.abandoned().run());
    question = Optional.empty();
  }
}
