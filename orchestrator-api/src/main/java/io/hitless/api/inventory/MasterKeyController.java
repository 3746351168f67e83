package io.hitless.api.inventory;

import io.hitless.api.rest.Listing;
import io.hitless.inventory.MasterKeys;
import io.hitless.inventory.MasterKeys.MasterKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/master-keys`: how far the master key has been replaced. Names of keys, never keys.
@RestController
@RequestMapping("/api/v1/master-keys")
@Tag(name = "Credentials")
final class MasterKeyController {
  private final MasterKeys keys;

  MasterKeyController(MasterKeys keys) {
    this.keys = keys;
  }

  @GetMapping
  @Operation(
      summary = "Show which master key seals how many secrets",
      description =
          "While the master key is being replaced, what an older one sealed is sealed anew in the"
              + " background. An older key may be taken away once it seals nothing.")
  Listing<MasterKeyView> list() {
    return new Listing<>(keys.all().stream().map(MasterKeyView::of).toList(), Optional.empty());
  }

  /// A key by its name.
  ///
  /// @param id the beginning of its SHA-256
  /// @param current whether new secrets are sealed with it
  /// @param given whether this replica has it
  /// @param sealedSecrets how many stored secrets it has sealed
  record MasterKeyView(String id, boolean current, boolean given, long sealedSecrets) {
    static MasterKeyView of(MasterKey key) {
      return new MasterKeyView(key.id(), key.current(), key.given(), key.sealed());
    }
  }
}
