package io.hitless.device.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One command being carried out on one terminal line.
final class Turn implements Voice {
  private final Shell shell;
  private final List<String> arguments;
  private final Optional<Pipe> pipe;
  private final StringBuilder page = new StringBuilder();
  private Verdict verdict = Verdict.ACCEPTED;
  private boolean held;
  private boolean ended;
  private boolean settled;

  Turn(Shell shell, List<String> arguments, Optional<Pipe> pipe) {
    this.shell = shell;
    this.arguments = arguments;
    this.pipe = pipe;
  }

  Chassis chassis() {
    return shell.chassis();
  }

  Shell shell() {
    return shell;
  }

  String argument(int index) {
    return arguments.get(index);
  }

  /// Output that goes through filters and the pager once the command is done.
  void print(String text) {
    page.append(text);
  }

  void refuse(String text) {
    print(text);
    verdict = Verdict.REFUSED;
  }

  String page() {
    return pipe.map(filter -> filter.filter(page.toString())).orElse(page.toString());
  }

  Verdict verdict() {
    return verdict;
  }

  void verdict(Verdict became) {
    verdict = became;
  }

  void forgetPage() {
    page.setLength(0);
  }

  /// Goes on with what something held up.
  void carryOn(Runnable go) {
    held = false;
    go.run();
    if (!held) {
      end();
    }
  }

  /// The prompt waits for [#end].
  void hold() {
    held = true;
  }

  void ask(Question question) {
    held = true;
    shell.ask(question);
  }

  void after(Duration wait, Runnable work) {
    held = true;
    chassis().timeline().after(wait, work);
  }

  /// Something that speaks as it goes and ends in its own time.
  Voice foreground() {
    held = true;
    return this;
  }

  @Override
  public void say(String text) {
    shell.speak(text);
  }

  @Override
  public void end() {
    boolean first = !ended;
    ended = true;
    if (first && settled) {
      shell.finished(this);
    }
  }

  /// The command has been started and written down; if that was all, the prompt comes back.
  void settle() {
    settled = true;
    if (!held || ended) {
      ended = true;
      shell.finished(this);
    }
  }
}
