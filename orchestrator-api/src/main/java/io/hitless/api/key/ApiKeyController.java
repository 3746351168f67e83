package io.hitless.api.key;

import io.hitless.access.ApiKey;
import io.hitless.access.ApiKeyId;
import io.hitless.access.ApiKeys;
import io.hitless.access.Caller;
import io.hitless.access.KeyText;
import io.hitless.api.body.Grammar;
import io.hitless.api.problem.Rejection;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ShownOnce;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.page.TimeOrderedIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api-keys`: a key's text is in the first answer to whoever made it, and nowhere else.
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys")
final class ApiKeyController {
  private final ApiKeys keys;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ApiKeyController(ApiKeys keys, TimeOrderedIds ids, InstantSource clock) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  @PostMapping
  @Operation(
      summary = "Make a key",
      description = "Its text is in this answer only; the same request sent again has null there.")
  @ApiResponse(responseCode = "201", description = "Made")
  ResponseEntity<ApiKeyView> create(
      @RequestBody ApiKeyForm form,
      ValidateOnly validate,
      Caller caller,
      HttpServletRequest request) {
    Instant now = clock.instant();
    Grants.check(caller, form, now);
    KeyText text = KeyText.random(random);
    ApiKey key = key(form, text, caller, now);
    if (validate.asked()) {
      if (keys.nameTaken(key.name(), now)) {
        throw new ApiKeys.NameTaken(key.name());
      }
      return ResponseEntity.ok(ApiKeyView.of(key));
    }
    keys.create(key, now);
    keys.shown(key.id(), caller.person(), now);
    ShownOnce.say(request, text.reveal());
    return ResponseEntity.created(URI.create("/api/v1/api-keys/" + key.id()))
        .eTag(Version.etag(key.version()))
        .body(ApiKeyView.of(key, Optional.of(text)));
  }

  private ApiKey key(ApiKeyForm form, KeyText text, Caller caller, Instant now) {
    return new ApiKey(
        new ApiKeyId(ids.next()),
        text.prefix(),
        text.sha256(),
        form.name(),
        form.owner().map(String::strip).orElse(caller.person()),
        form.role(),
        form.rights(),
        form.scope(),
        caller.name(),
        now,
        form.expiresAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  @GetMapping
  @Operation(summary = "List keys, without their texts")
  Listing<ApiKeyView> list(Paging paging, Caller caller) {
    return Listing.of(keys.list(caller.scope(), paging.request()), ApiKeyView::of);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a key, without its text")
  ResponseEntity<ApiKeyView> show(@PathVariable ApiKeyId id, Caller caller) {
    ApiKey key = found(id, caller);
    return ResponseEntity.ok().eTag(Version.etag(key.version())).body(ApiKeyView.of(key));
  }

  @PostMapping("/{id}/rotate")
  @Operation(
      summary = "Give a key another text",
      description = "The former one counts for the overlap, so that all bearers can be told.")
  ResponseEntity<ApiKeyView> rotate(
      @PathVariable ApiKeyId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody RotationForm form,
      Caller caller,
      HttpServletRequest request) {
    ApiKey key = found(id, caller);
    Grants.check(caller, key);
    KeyText text = KeyText.random(random);
    Instant at = clock.instant();
    Instant until = at.plus(form.overlap().orElse(Duration.ZERO));
    ApiKey now = keys.rotate(id, Version.matched(ifMatch, key.version()), text, until);
    keys.shown(id, caller.person(), at);
    ShownOnce.say(request, text.reveal());
    return ResponseEntity.ok()
        .eTag(Version.etag(now.version()))
        .body(ApiKeyView.of(now, Optional.of(text)));
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "End a key for ever",
      description = "At once, for every replica; streams of events that it opened end too.")
  @ApiResponse(responseCode = "204", description = "Ended; it is still listed")
  ResponseEntity<Void> revoke(
      @PathVariable ApiKeyId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestParam String reason,
      Caller caller) {
    Grammar.SENTENCE
        .fault(reason)
        .ifPresent(fault -> {
          throw Rejection.parameter("reason", fault);
        });
    ApiKey key = found(id, caller);
    keys.revoke(
        id,
        Version.matched(ifMatch, key.version()),
        new ApiKey.Revocation(clock.instant(), caller.name(), reason.strip()));
    return ResponseEntity.noContent().build();
  }

  private ApiKey found(ApiKeyId id, Caller caller) {
    return Grants.visible(caller, keys.find(id))
        .orElseThrow(() -> Rejection.notFound("API key", id.toString()));
  }
}
