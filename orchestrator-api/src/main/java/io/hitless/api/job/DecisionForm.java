package io.hitless.api.job;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;

/// Why somebody approves or denies.
record DecisionForm(@Is(Grammar.SENTENCE) String reason) implements Form {}
