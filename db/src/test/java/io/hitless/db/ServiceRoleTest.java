package io.hitless.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditQuery;
import io.hitless.audit.ChainVerifier;
import io.hitless.event.Event;
import io.hitless.job.Transcripts;
import io.hitless.page.PageRequest;
import io.hitless.testing.Some;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The role that the service logs in with does the service's work and can not touch the log.
class ServiceRoleTest {
  @Test
  void the_service_writes_and_seals_the_log_and_can_not_change_it() {
    try (HikariDataSource owner = TestDatabase.shared().fresh()) {
      JdbcClient sql = JdbcClient.create(owner);
      sql.sql(
              """
              DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hitless_service') THEN
                  CREATE ROLE hitless_service;
                END IF;
                ALTER ROLE hitless_service LOGIN NOSUPERUSER PASSWORD 'of this test';
              END $$
              """)
          .update();
      Migrations.apply(owner);
      try (HikariDataSource service = new HikariDataSource()) {
        service.setJdbcUrl(owner.getJdbcUrl());
        service.setUsername("hitless_service");
        service.setPassword("of this test");
        service.setMaximumPoolSize(3);
        works(service);
        isHeldBack(service);
      }
    }
  }

  private static void works(HikariDataSource service) {
    try (Repositories kept =
        Repositories.on(
            service,
            InstantSource.system(),
            Seal.with(Seal.newMasterKey()),
            SecretSources.under(Optional.empty()))) {
      for (int round = 0; round < 2; round++) {
        kept.events()
            .append(
                new Event.DeviceNote(
                    Event.DeviceNote.FACTS_CHANGED, Some.deviceId(), Optional.empty(), Map.of()));
        kept.audit()
            .append(
                new AuditEntry(
                    "noc",
                    "job.commit",
                    AuditEntry.Outcome.DONE,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of()));
        var job = Some.job(Some.device("core-" + round), Some.image("16.12.4")).id();
        kept.transcripts()
            .append(
                job,
                List.of(
                    new Transcripts.Entry(
                        Some.NOW,
                        new Transcripts.Conversation(1, 1),
                        Transcripts.Kind.PRINTED,
                        "core#")));
        kept.tendMonths(Retention.STANDARD);
        kept.chain().seal();
      }
      assertThat(kept.audit().list(AuditQuery.ALL, PageRequest.first(5)).items()).hasSize(2);
      var verifier = new ChainVerifier(Optional.empty());
      kept.chain().read(verifier);
      assertThat(verifier.report().firstBad()).isEmpty();
      assertThat(verifier.report().rows()).isEqualTo(4);
    }
  }

  private static void isHeldBack(HikariDataSource service) {
    JdbcClient sql = JdbcClient.create(service);
    String month =
        sql.sql("SELECT tableoid::regclass::text FROM event LIMIT 1").query(String.class).single();
    for (String forbidden :
        List.of(
            "UPDATE event SET type = 'nothing'",
            "DELETE FROM event",
            "TRUNCATE event",
            "DELETE FROM " + month,
            "DROP TABLE " + month,
            "ALTER TABLE event DISABLE TRIGGER USER",
            "UPDATE audit_entry SET actor = 'nobody'",
            "DELETE FROM audit_entry",
            "UPDATE log_link SET hash = digest",
            "DELETE FROM log_link",
            "DELETE FROM log_checkpoint",
            "DELETE FROM transcript",
            "UPDATE approval SET decision = 'APPROVED'",
            "DELETE FROM api_key_shown",
            "DELETE FROM four_eyes_lifted",
            "SET session_replication_role = replica",
            "CREATE TABLE mine (id int)")) {
      assertThatThrownBy(() -> sql.sql(forbidden).update())
          .as(forbidden)
          .rootCause()
          .message()
          .containsAnyOf("permission denied", "must be owner");
    }
  }
}
