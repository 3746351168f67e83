package io.hitless.api.inventory;

import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.device.Credentials;
import io.hitless.inventory.Credential;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/credentials`: what logs in to devices. Secrets go in and never come out.
@RestController
@RequestMapping("/api/v1/credentials")
@Tag(name = "Credentials")
final class CredentialController {
  private final Vault vault;
  private final KeyCheck keys;
  private final InstantSource clock;

  CredentialController(Vault vault, KeyCheck keys, InstantSource clock) {
    this.vault = vault;
    this.keys = keys;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "Keep a login")
  @ApiResponse(responseCode = "201", description = "Kept")
  ResponseEntity<CredentialView> create(@RequestBody CredentialForm form, ValidateOnly validate) {
    check(form);
    if (validate.asked()) {
      if (vault.find(form.name()).isPresent()) {
        throw new Devices.NameTaken(form.name());
      }
      return ResponseEntity.ok(CredentialView.of(imagined(form)));
    }
    Credential kept = vault.add(form.name(), form.from(), form.credentials());
    return ResponseEntity.created(URI.create("/api/v1/credentials/" + kept.name()))
        .eTag(Version.etag(kept.version()))
        .body(CredentialView.of(kept));
  }

  @GetMapping
  @Operation(summary = "List logins")
  Listing<CredentialView> list(Paging paging) {
    return Listing.of(vault.list(paging.request()), CredentialView::of);
  }

  @GetMapping("/{name}")
  @Operation(summary = "Show a login")
  ResponseEntity<CredentialView> show(@PathVariable String name) {
    return answer(found(name));
  }

  @PutMapping("/{name}")
  @Operation(summary = "Replace a login")
  ResponseEntity<CredentialView> replace(
      @PathVariable String name,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody CredentialForm form) {
    long version = Version.matched(ifMatch, found(name).version());
    if (!form.name().equals(name)) {
      throw Rejection.invalid(
          List.of(new Violation("/name", "immutable", "must be the name in the path")));
    }
    check(form);
    return answer(vault.replace(name, version, form.from(), form.credentials()));
  }

  @DeleteMapping("/{name}")
  @Operation(summary = "Forget a login")
  @ApiResponse(responseCode = "204", description = "Forgotten")
  ResponseEntity<Void> remove(
      @PathVariable String name, @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch) {
    vault.remove(name, Version.matched(ifMatch, found(name).version()));
    return ResponseEntity.noContent().build();
  }

  /// A key that does not open would be found out at the first login, at night.
  private void check(CredentialForm form) {
    if (form.from() == Credential.Source.STORED) {
      keys.fault(form.credentials())
          .ifPresent(fault -> {
            throw Rejection.invalid(List.of(new Violation("/privateKey", "unreadable-key", fault)));
          });
    }
  }

  private Credential found(String name) {
    return vault.find(name).orElseThrow(() -> Rejection.notFound("credential", name));
  }

  private static ResponseEntity<CredentialView> answer(Credential kept) {
    return ResponseEntity.ok().eTag(Version.etag(kept.version())).body(CredentialView.of(kept));
  }

  private Credential imagined(CredentialForm form) {
    Credentials login = form.credentials();
    Instant now = clock.instant();
    return new Credential(
        form.name(),
        login.username(),
        form.from(),
        login.password().isPresent(),
        login.enableSecret().isPresent(),
        login.privateKey().isPresent(),
        0,
        now,
        now);
  }
}
