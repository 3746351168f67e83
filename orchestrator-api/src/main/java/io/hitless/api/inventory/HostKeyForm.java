package io.hitless.api.inventory;

import io.hitless.api.body.Form;
import io.hitless.api.body.Grammar;
import io.hitless.api.body.Is;

/// A host key that a device is to be known by as well.
record HostKeyForm(@Is(Grammar.FINGERPRINT) String fingerprint, @Is(Grammar.SENTENCE) String reason)
    implements Form {}
