package io.hitless.api.rest;

/// `?validateOnly=true`: the same checks, nothing stored, 200 with what would be created.
public record ValidateOnly(boolean asked) {}
