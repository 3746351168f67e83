package io.hitless.device.sim;

/// Where a running operation speaks: the terminal that started it, for as long as there is one.
interface Voice {
  Voice NOBODY =
      new Voice() {
        @Override
        public void say(String text) {}

        @Override
        public void end() {}
      };

  /// Prints text as it comes; lines end in `\n`.
  void say(String text);

  /// The prompt may come back.
  void end();
}
