package io.hitless.device.sim;

import java.util.Optional;

/// Writes down what a session types, with its secrets struck out and leaks marked.
final class Witness {
  private final Chassis chassis;
  private final Login login;
  private final CommandLog log;
  private final int session;

  Witness(Chassis chassis, Login login, CommandLog log, int session) {
    this.chassis = chassis;
    this.login = login;
    this.log = log;
    this.session = session;
  }

  /// @param before the device as the command found it, when it is a changing one
  void command(Mode mode, String line, Optional<Snapshot> before, Verdict outcome) {
    boolean leaked = login.reveals(line);
    write(mode.word(), leaked ? "<secret>" : line, before, outcome, leaked);
  }

  void answer(Question.Kind kind, String text) {
    boolean leaked = kind != Question.Kind.ENABLE_SECRET && login.reveals(text);
    switch (kind) {
      case ENABLE_SECRET -> answered("password-prompt", enableSecret(text), leaked);
      case OTHER_SECRET -> answered("password-prompt", "<secret>", leaked);
      case LINE, KEY -> answered("answer", leaked ? "<secret>" : text, leaked);
    }
  }

  private String enableSecret(String typed) {
    boolean right = login.enableSecret().filter(typed::equals).isPresent();
    return right ? "<right secret>" : "<wrong secret>";
  }

  private void answered(String mode, String text, boolean leaked) {
    write(mode, text, Optional.empty(), Verdict.ACCEPTED, leaked);
  }

  private void write(
      String mode, String line, Optional<Snapshot> before, Verdict outcome, boolean leaked) {
    log.add(
        new CommandRecord(
            chassis.timeline().now(),
            chassis.keyName(),
            session,
            mode,
            line,
            before.isPresent(),
            outcome,
            leaked,
            before));
  }
}
