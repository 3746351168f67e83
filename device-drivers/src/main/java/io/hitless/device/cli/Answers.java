package io.hitless.device.cli;

import io.hitless.device.DeviceException;
import java.time.Duration;
import java.util.Optional;

/// A [Dialogue] while it is held: which of its questions were answered already, and the no for
/// every other one.
final class Answers {
  private final Dialogue dialogue;
  private final Terminal terminal;
  private final int[] answered;
  private long answeredLine = -1;

  Answers(Dialogue dialogue, Terminal terminal) {
    this.dialogue = dialogue;
    this.terminal = terminal;
    this.answered = new int[dialogue.questions().size()];
  }

  /// Whether the question on that line of the screen has its answer, which may not be echoed yet.
  boolean answeredOn(long line) {
    return line == answeredLine;
  }

  /// Types the allowed answer if `line` ends an armed question.
  ///
  /// @return whether it did
  boolean answer(String line) {
    if (dialogue.questions().isEmpty()) {
      return false;
    }
    String tail = terminal.answer().questionTail(line);
    for (int i = 0; i < answered.length; i++) {
      Dialogue.Question question = dialogue.questions().get(i);
      if (answered[i] < question.times() && question.asked().matcher(tail).find()) {
        answered[i]++;
        answeredLine = terminal.screen().finishedLines();
        terminal.answer().answered();
        if (question.secret()) {
          terminal.transcript().alsoStrike(question.answer());
        }
        terminal.type(question.answer());
        return true;
      }
    }
    return false;
  }

  /// Says no, waits a moment so that the no arrives, and gives the question to a human.
  DeviceException.UnexpectedPrompt decline(String device, Duration moment) {
    String asked =
        terminal.transcript().strike(terminal.answer().questionTail(terminal.screen().current()));
    Optional<String> no = Dialogue.refusalOf(asked);
    if (no.isPresent()) {
      try {
        terminal.type(no.get());
        terminal.hear(moment);
      } catch (DeviceException gone) {
        // the question is what matters
      }
    }
    return new DeviceException.UnexpectedPrompt(
        device + " asked what is not on the list for this command: " + asked, asked);
  }
}
