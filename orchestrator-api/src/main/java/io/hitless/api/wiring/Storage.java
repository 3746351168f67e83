package io.hitless.api.wiring;

import io.hitless.access.ApiKeys;
import io.hitless.access.Idempotency;
import io.hitless.access.Rates;
import io.hitless.access.Transactions;
import io.hitless.api.observe.JobMeters;
import io.hitless.api.observe.MeteredReadiness;
import io.hitless.api.observe.Meters;
import io.hitless.api.observe.ObservedJobs;
import io.hitless.api.observe.UpgradeTrace;
import io.hitless.audit.AuditTrail;
import io.hitless.audit.LogChain;
import io.hitless.audit.LogWatch;
import io.hitless.db.HousePostgres;
import io.hitless.db.Repositories;
import io.hitless.db.Seal;
import io.hitless.db.SecretSources;
import io.hitless.event.Events;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.inventory.MasterKeys;
import io.hitless.inventory.Vault;
import io.hitless.job.Evidence;
import io.hitless.job.Jobs;
import io.hitless.job.Transcripts;
import io.hitless.readiness.ReadinessRuns;
import io.hitless.readiness.Waivers;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The core's ports, kept in PostgreSQL.
@Configuration(proxyBeanMethods = false)
class Storage {
  @Bean
  Seal seal(Keys keys, DataFolder folder, ObjectProvider<HousePostgres> house) {
    Optional<java.nio.file.Path> beside =
        Optional.ofNullable(house.getIfAvailable()).map(_ -> folder.dataDir());
    return MasterKey.seal(MasterKey.of(keys.masterKey(), keys.olderMasterKeys(), beside));
  }

  @Bean
  @DependsOnDatabaseInitialization
  Repositories repositories(
      DataSource database, InstantSource clock, Seal seal, DataFolder folder) {
    Repositories kept =
        Repositories.on(database, clock, seal, SecretSources.under(folder.secrets()));
    kept.masterKeys().requireAll();
    return kept;
  }

  @Bean
  Events events(Repositories kept) {
    return kept.events();
  }

  @Bean
  AuditTrail auditTrail(Repositories kept) {
    return kept.audit();
  }

  @Bean
  LogChain logChain(Repositories kept) {
    return kept.chain();
  }

  @Bean
  LogWatch logWatch(Repositories kept) {
    return kept.logWatch();
  }

  @Bean
  Devices devices(Repositories kept) {
    return kept.devices();
  }

  @Bean
  Vault vault(Repositories kept) {
    return new WatchedVault(kept.vault(), LogNet.KNOWN);
  }

  @Bean
  MasterKeys masterKeys(Repositories kept) {
    return kept.masterKeys();
  }

  @Bean
  Images images(Repositories kept) {
    return kept.images();
  }

  @Bean
  ReadinessRuns readinessRuns(Repositories kept, Meters meters) {
    return new MeteredReadiness(kept.readinessRuns(), meters);
  }

  @Bean
  Waivers waivers(Repositories kept) {
    return kept.waivers();
  }

  @Bean
  Evidence evidence(Repositories kept) {
    return kept.evidence();
  }

  @Bean
  Jobs jobs(Repositories kept, Meters meters, JobMeters told, UpgradeTrace trace) {
    return new ObservedJobs(kept.jobs(), meters, told, trace);
  }

  @Bean
  Transcripts transcripts(Repositories kept) {
    return kept.transcripts();
  }

  @Bean
  ApiKeys apiKeys(Repositories kept) {
    return kept.apiKeys();
  }

  @Bean
  Idempotency idempotency(Repositories kept) {
    return kept.idempotency();
  }

  @Bean
  Rates rates(Repositories kept) {
    return kept.rates();
  }

  @Bean
  Transactions transactions(Repositories kept) {
    return kept.transactions();
  }
}
