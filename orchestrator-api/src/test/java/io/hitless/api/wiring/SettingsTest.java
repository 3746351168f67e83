package io.hitless.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.api.body.BodyLimits;
import io.hitless.api.rest.IdempotencyTimes;
import io.hitless.api.stream.StreamLimits;
import io.hitless.db.TurnScheduler;
import io.hitless.job.CopyCaps;
import io.hitless.job.UpgradeCaps;
import io.hitless.readiness.Tolerances;
import io.hitless.readiness.UpgradeRules;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {
  private static <T> T bound(String prefix, Class<T> type, Map<String, Object> environment) {
    var all = new StandardEnvironment();
    all.getPropertySources().forEach(source -> all.getPropertySources().remove(source.getName()));
    all.getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
    ConfigurationPropertySources.attach(all);
    return Binder.get(all).bindOrCreate(prefix, type);
  }

  @Test
  void files_are_kept_in_data_beside_us_unless_told_otherwise() {
    assertThat(bound("hitless", DataFolder.class, Map.of()))
        .isEqualTo(new DataFolder(Path.of("data"), null, null));
    assertThat(
            bound(
                "hitless",
                DataFolder.class,
                Map.of("HITLESS_DATA_DIR", "/srv/hitless", "HITLESS_SECRETS_DIR", "/secrets")))
        .isEqualTo(new DataFolder(Path.of("/srv/hitless"), Path.of("/secrets"), null));
  }

  @Test
  void four_copies_go_on_at_a_site_unless_told_otherwise() {
    CopyCaps usual = bound("hitless.copies", Copies.class, Map.of()).caps();
    assertThat(usual.at(Optional.empty())).isEqualTo(new CopyCaps.Cap(4, Optional.empty()));

    CopyCaps told =
        bound(
                "hitless.copies",
                Copies.class,
                Map.of(
                    "HITLESS_COPIES_BANDWIDTHPERSITE", "20MB",
                    "HITLESS_COPIES_SITES_FRA_CONCURRENT", "1"))
            .caps();
    assertThat(told.at(Optional.of("MUC")))
        .isEqualTo(new CopyCaps.Cap(4, Optional.of(20L * 1024 * 1024)));
    assertThat(told.at(Optional.of("FRA")).copies()).isEqualTo(1);
  }

  @Test
  void any_number_of_upgrades_may_be_under_way_unless_told_otherwise() {
    assertThat(bound("hitless.upgrades", Upgrades.class, Map.of()).caps())
        .isEqualTo(UpgradeCaps.NONE);
    assertThat(
            bound(
                    "hitless.upgrades",
                    Upgrades.class,
                    Map.of("HITLESS_UPGRADES_ATONCE", "25", "HITLESS_UPGRADES_ATONCEPERSITE", "2"))
                .caps())
        .isEqualTo(new UpgradeCaps(25, 2));
  }

  @Test
  void no_key_is_given_unless_it_is_and_an_empty_variable_is_none() {
    var none = new Keys(Optional.empty(), Optional.empty(), List.of());
    assertThat(bound("hitless", Keys.class, Map.of())).isEqualTo(none);
    assertThat(
            bound(
                "hitless",
                Keys.class,
                Map.of("HITLESS_BOOTSTRAP_API_KEY", "", "HITLESS_MASTER_KEY", " ")))
        .isEqualTo(none);
    var given =
        bound(
            "hitless",
            Keys.class,
            Map.of("HITLESS_BOOTSTRAP_API_KEY", "canary-1", "HITLESS_MASTER_KEY", "canary-2"));
    assertThat(given.bootstrapApiKey()).contains("canary-1");
    assertThat(given.masterKey()).contains("canary-2");
    assertThat(given.toString()).doesNotContain("canary");
  }

  @Test
  void the_world_runs_at_its_own_speed_unless_it_is_simulated() {
    var real = bound("hitless", Speed.class, Map.of());
    var fast = bound("hitless", Speed.class, Map.of("HITLESS_TIMESCALE", "0.01"));

    assertThat(World.pace(real, false).scale()).isEqualTo(1.0);
    assertThat(World.pace(fast, true).scale()).isEqualTo(0.01);
    assertThatThrownBy(() -> World.pace(fast, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HITLESS_TIMESCALE")
        .hasMessageContaining("demo or lab");
  }

  @Test
  void turns_are_done_as_the_scheduler_would_by_itself() {
    var turning = bound("hitless.turns", Turning.class, Map.of());

    assertThat(turning.enabled()).isTrue();
    assertThat(turning.settings()).isEqualTo(TurnScheduler.Settings.DEFAULT);
    assertThat(turning.readinessValidFor()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void a_drain_is_configured_and_fits_into_the_time_that_a_stop_has() {
    var turning =
        bound("hitless.turns", Turning.class, Map.of("HITLESS_TURNS_STOPPATIENCE", "PT40S"));

    assertThat(turning.drainWithin(Duration.ofSeconds(45))).isEqualTo(Duration.ofSeconds(40));
    assertThatThrownBy(() -> turning.drainWithin(Duration.ofSeconds(25)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("timeout-per-shutdown-phase");
  }

  @Test
  void a_replica_has_a_name_of_its_own() {
    var made = bound("hitless", Replica.class, Map.of());
    var given = bound("hitless", Replica.class, Map.of("HITLESS_REPLICA", "blue-1"));

    assertThat(made.name()).startsWith("hitless-").isEqualTo(made.name());
    assertThat(given.name()).isEqualTo("blue-1");
  }

  @Test
  void the_rules_for_upgrades_are_those_that_are_shipped_unless_a_file_is_given(
      @TempDir Path folder) throws Exception {
    assertThat(bound("hitless", Rules.class, Map.of()).upgrades())
        .isEqualTo(UpgradeRules.shipped());
    var elsewhere = Map.<String, Object>of("HITLESS_UPGRADE_RULES", folder + "/none.txt");
    assertThatThrownBy(() -> bound("hitless", Rules.class, elsewhere).upgrades())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void nothing_that_is_listed_may_be_missing_after_an_upgrade_unless_it_is_said() {
    assertThat(bound("hitless.tolerances", Tolerated.class, Map.of()).tolerances())
        .isEqualTo(Tolerances.STANDARD);
    var said =
        bound(
            "hitless.tolerances",
            Tolerated.class,
            Map.of(
                "HITLESS_TOLERANCES_ROUTESLOSTPERCENT",
                "20",
                "HITLESS_TOLERANCES_EXPECTEDCONFIGURATION_0",
                "aaa .*"));
    assertThat(said.tolerances().routesLostPercent()).isEqualTo(20);
    assertThat(said.tolerances().expectedConfiguration()).containsExactly("aaa .*");
    assertThat(bound("hitless", CustomChecks.class, Map.of()).customChecks()).isNull();
  }

  @Test
  void requests_are_bounded() {
    assertThat(bound("hitless.body", BodyLimits.class, Map.of()))
        .isEqualTo(
            new BodyLimits(
                DataSize.ofKilobytes(256), DataSize.ofMegabytes(8), Duration.ofSeconds(30)));
    assertThat(bound("hitless.stream", StreamLimits.class, Map.of()))
        .isEqualTo(new StreamLimits(Duration.ofSeconds(15), 1000));
    assertThat(bound("hitless.idempotency", IdempotencyTimes.class, Map.of()))
        .isEqualTo(new IdempotencyTimes(Duration.ofMinutes(1), Duration.ofHours(72)));
  }
}
