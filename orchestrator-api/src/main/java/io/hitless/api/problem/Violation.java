package io.hitless.api.problem;

/// One thing that is wrong with what a client sent.
///
/// @param pointer JSON Pointer into the body (`/source/url`), or `?name` for a query parameter
/// @param code stable word in kebab-case (`unknown-field`)
/// @param message one sentence for people; never repeats a secret
public record Violation(String pointer, String code, String message) {}
