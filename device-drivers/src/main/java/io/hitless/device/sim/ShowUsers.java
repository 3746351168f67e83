package io.hitless.device.sim;

/// `show users` and `show privilege`: about the session that asks.
final class ShowUsers {
  private ShowUsers() {}

  static void to(Turn turn) {
    turn.print(
        "    Line       User       Host(s)              Idle       Location\n*  "
            + turn.shell().number()
            + " vty "
            + (turn.shell().number() - 1)
            + "     "
            + turn.shell().login().username()
            + "       idle                 00:00:00 192.0.2.1\n\n"
            + "  Interface    User               Mode         Idle     Peer Address\n\n");
  }

  static void privilege(Turn turn) {
    turn.print(
        "Current privilege level is "
            + (turn.shell().where().mode() == Mode.EXEC ? turn.shell().login().level() : 15)
            + "\n");
  }
}
