package io.hitless.testing;

import io.hitless.audit.AuditEntry;
import io.hitless.device.Credentials;
import io.hitless.inventory.Credential;
import io.hitless.inventory.CredentialUse;
import io.hitless.inventory.Devices;
import io.hitless.inventory.Vault;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Credentials in a map; the source is only remembered.
public final class InMemoryVault implements Vault {
  private final InstantSource clock;
  private final Predicate<String> inUse;
  private final InMemoryAudit audit;
  private final Map<String, Credential> rows = new LinkedHashMap<>();
  private final Map<String, Credentials> secrets = new LinkedHashMap<>();

  public InMemoryVault(InstantSource clock, Predicate<String> inUse) {
    this.clock = clock;
    this.inUse = inUse;
    this.audit = new InMemoryAudit(clock);
  }

  @Override
  public synchronized Credential add(String name, Credential.Source source, Credentials login) {
    if (rows.containsKey(name)) {
      throw new Devices.NameTaken(name);
    }
    return keep(name, source, login, 0, clock.instant());
  }

  @Override
  public synchronized Optional<Credential> find(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  @Override
  public synchronized Page<Credential> list(PageRequest page) {
    return Pages.cut(List.copyOf(rows.values()), Credential::name, row -> true, page);
  }

  @Override
  public synchronized Credential replace(
      String name, long version, Credential.Source source, Credentials login) {
    Credential row = current(name, version);
    return keep(name, source, login, version + 1, row.createdAt());
  }

  @Override
  public synchronized void remove(String name, long version) {
    current(name, version);
    if (inUse.test(name)) {
      throw new Devices.StillInUse("a device names the credential");
    }
    rows.remove(name);
    secrets.remove(name);
  }

  @Override
  public synchronized Optional<Credentials> open(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public synchronized Optional<Credentials> open(String name, CredentialUse use) {
    if (rows.containsKey(name)) {
      audit.append(
          new AuditEntry(
              use.actor(),
              "credential.use",
              AuditEntry.Outcome.GRANTED,
              use.job(),
              use.device(),
              Map.of("credential", name, "purpose", use.purpose())));
    }
    return open(name);
  }

  /// What was written about uses.
  public InMemoryAudit audit() {
    return audit;
  }

  private Credential keep(
      String name, Credential.Source source, Credentials login, long version, Instant createdAt) {
    var row =
        new Credential(
            name,
            login.username(),
            source,
            login.password().isPresent(),
            login.enableSecret().isPresent(),
            login.privateKey().isPresent(),
            version,
            createdAt,
            clock.instant());
    rows.put(name, row);
    secrets.put(name, login);
    return row;
  }

  private Credential current(String name, long version) {
    Credential row = rows.get(name);
    if (row == null || row.version() != version) {
      throw new Changed("the credential");
    }
    return row;
  }
}
