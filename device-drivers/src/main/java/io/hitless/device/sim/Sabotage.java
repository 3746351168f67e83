package io.hitless.device.sim;

import java.time.Duration;
import java.util.List;

/// Carries a typed line out the wrong way, as the mishaps that befell it say.
final class Sabotage {
  private final Shell shell;
  private final Turn turn;

  private Sabotage(Shell shell, Turn turn) {
    this.shell = shell;
    this.turn = turn;
  }

  /// @param line what was typed
  static Interpreter.Run of(Shell shell, String line, Interpreter.Run run, List<Mishap> mishaps) {
    Runnable go = run.go();
    for (Mishap mishap : mishaps) {
      go = new Sabotage(shell, run.turn()).instead(line, go, mishap);
    }
    return new Interpreter.Run(run.turn(), run.changing(), go);
  }

  private Runnable instead(String line, Runnable go, Mishap mishap) {
    return switch (mishap) {
      case Mishap.Denied(_, String text) -> () -> turn.refuse(text + "\n");
      case Mishap.DroppedVerb(_) -> () -> turn.verdict(Verdict.DROPPED);
      case Mishap.Refused(_, String reason) -> () -> refuse(verb(line), reason);
      case Mishap.HollowSuccess(_, double seconds) -> () -> pretend(verb(line), seconds);
      case Mishap.Hangs(_, double seconds) -> () -> hang(go, seconds);
      case Mishap.AsksFirst(_, String prompt) -> () -> ask(go, prompt);
      case Mishap.OtherOutput(_, String text) -> () -> turn.print(text);
      case Mishap.EndlessOutput(_, long bytes, int lineLength) ->
          () -> shell.flood(turn, bytes, lineLength);
      case Mishap.EndlessMore(_) -> () -> shell.pageForEver(turn);
      case Mishap.SessionDrops drops -> () -> drop(go, drops);
      case Mishap.OutputFreezes(_, long afterBytes, double seconds) ->
          before(go, () -> shell.wire().freezeAfter(afterBytes, span(seconds)));
      case Mishap.OutputCrawls(_, int bytes, double seconds) ->
          before(go, () -> shell.wire().crawl(bytes, span(seconds)));
      case Mishap.LatePrompt(_, double seconds) ->
          before(go, () -> shell.delayPrompt(span(seconds)));
      case Mishap.DoubleEcho(_) -> before(go, () -> shell.speak(line + "\n"));
      case Mishap.Garnished(_) -> before(go, () -> shell.wire().garnish());
      // The rest has struck already.
      case Mishap.BundleBoot _,
          Mishap.LittleSpace _,
          Mishap.ManualBoot _,
          Mishap.ConfigurationChanges _,
          Mishap.LeftOver _,
          Mishap.ForeignIssu _,
          Mishap.BadImage _,
          Mishap.CopyBreaks _,
          Mishap.CopyDamaged _,
          Mishap.Smu _,
          Mishap.RedundancyMode _,
          Mishap.MismatchedCommand _,
          Mishap.EngineBusy _,
          Mishap.EngineWedged _,
          Mishap.AddFails _,
          Mishap.StandbyReloads _,
          Mishap.StandbyStuck _,
          Mishap.VersionMismatch _,
          Mishap.BootsAsBefore _,
          Mishap.SlowBoot _,
          Mishap.PowerLoss _,
          Mishap.BothReload _,
          Mishap.DualActive _,
          Mishap.TimerExpires _,
          Mishap.ClockJumps _,
          Mishap.Renamed _,
          Mishap.PromptChanges _,
          Mishap.NewHostKey _,
          Mishap.OtherAlgorithms _,
          Mishap.LinesFull _,
          Mishap.IdleCut _,
          Mishap.LogStorm _,
          Mishap.Remark _ ->
          go;
    };
  }

  private static Duration span(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static Runnable before(Runnable go, Runnable first) {
    return () -> {
      first.run();
      go.run();
    };
  }

  /// `install add …` → `install_add`.
  private static String verb(String line) {
    String[] words = line.strip().split("\\s+", -1);
    return words.length < 2 ? "install" : "install_" + words[1];
  }

  private void refuse(String verb, String reason) {
    InstallWords words = turn.chassis().install().words();
    turn.say(words.start(verb));
    turn.say(words.because(verb, reason) + words.failed(verb));
    turn.verdict(Verdict.REFUSED);
  }

  private void pretend(String verb, double seconds) {
    InstallWords words = turn.chassis().install().words();
    turn.say(words.start(verb));
    turn.after(
        span(seconds),
        () -> {
          turn.say(words.success(verb));
          turn.end();
        });
  }

  private void hang(Runnable go, double seconds) {
    turn.hold();
    if (seconds > 0) {
      turn.after(span(seconds), () -> late(go));
    }
  }

  private void late(Runnable go) {
    turn.carryOn(go);
  }

  private void ask(Runnable go, String prompt) {
    turn.ask(
        Question.key(
            prompt,
            answer -> {
              if (answer.equalsIgnoreCase("y")) {
                late(go);
              } else {
                turn.end();
              }
            }));
  }

  private void drop(Runnable go, Mishap.SessionDrops drops) {
    if (drops.executed()) {
      shell.wire().dropAfter(drops.afterBytes(), drops.silently());
      go.run();
    } else {
      turn.verdict(Verdict.DROPPED);
      turn.hold();
      shell.wire().dropAfter(0, drops.silently());
    }
  }
}
