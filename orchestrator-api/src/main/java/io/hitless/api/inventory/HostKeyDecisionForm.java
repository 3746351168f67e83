package io.hitless.api.inventory;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;

/// Why a host key is believed, or not.
record HostKeyDecisionForm(@Is(Grammar.SENTENCE) String reason) implements Form {}
