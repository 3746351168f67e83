package io.hitless.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  static final List<String> VALUES = Chart.VALUES;

  @Test
  void helm_has_nothing_against_it() {
    var found = new Helm(Chart.SOURCE).lint().strict().call();

    assertThat(found.getMessages()).noneMatch(line -> line.matches("(?s).*\\[(WARN|ERR).*"));
    assertThat(found.isFailed()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void every_manifest_is_one_that_kubernetes_knows_every_field_of(String values) throws Exception {
    Chart chart = Chart.with(values);

    Set<String> names = new HashSet<>();
    for (HasMetadata each : chart.objects()) {
      assertThat(names.add(each.getKind() + " " + each.getMetadata().getName())).isTrue();
      assertThat(each.getMetadata().getName()).hasSizeLessThan(64).matches("[a-z0-9-]+");
      assertThat(each.getMetadata().getLabels())
          .containsEntry("app.kubernetes.io/instance", "noc")
          .containsEntry("app.kubernetes.io/managed-by", "Helm");
    }
    assertThat(chart.all(Deployment.class)).hasSize(1);
  }

  @Test
  void a_field_that_kubernetes_does_not_know_would_be_found() throws Exception {
    String good = Chart.with("minimal").text();

    assertThatThrownBy(() -> Kinds.read(good.replace("periodSeconds: 2\n", "periodSecond: 2\n")))
        .hasMessageContaining("startupProbe.periodSecond");
    assertThatThrownBy(() -> Kinds.read(good.replace("kind: PodDisruptionBudget", "kind: Other")))
        .hasMessageContaining("policy/v1/Other");
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void service_policy_and_budget_mean_the_pods_of_the_deployment(String values) throws Exception {
    Chart chart = Chart.with(values);
    Map<String, String> pod = pods(chart).getMetadata().getLabels();

    assertThat(pod)
        .containsAllEntriesOf(chart.the(Deployment.class).getSpec().getSelector().getMatchLabels())
        .containsAllEntriesOf(chart.the(Service.class).getSpec().getSelector());
    chart
        .all(NetworkPolicy.class)
        .forEach(policy ->
            assertThat(pod)
                .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
    chart
        .all(PodDisruptionBudget.class)
        .forEach(budget ->
            assertThat(pod).containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels()));
    chart
        .all(ServiceMonitor.class)
        .forEach(monitor ->
            assertThat(chart.the(Service.class).getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels()));
  }

  @Test
  void alerts_find_the_metrics_by_their_job_whatever_the_release_is_named() throws Exception {
    Chart chart = Chart.with("everything");

    assertThat(fullName(chart)).isNotEqualTo("hitless");
    assertThat(chart.the(ServiceMonitor.class).getSpec().getEndpoints())
        .singleElement()
        .satisfies(endpoint ->
            assertThat(endpoint.getRelabelings())
                .singleElement()
                .satisfies(rule -> {
                  assertThat(rule.getAction()).isEqualTo("replace");
                  assertThat(rule.getTargetLabel()).isEqualTo("job");
                  assertThat(rule.getReplacement()).isEqualTo("hitless");
                }));
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void whatever_is_named_is_made_or_was_given(String values) throws Exception {
    Chart chart = Chart.with(values);
    PodSpec spec = pods(chart).getSpec();
    Set<String> given =
        Set.of("hitless-database", "hitless-owner", "hitless-keys", "prometheus-key", "extra");

    for (Container container : everyContainer(spec)) {
      for (EnvVar variable : container.getEnv()) {
        var from = variable.getValueFrom();
        if (from != null && from.getSecretKeyRef() != null) {
          var key = from.getSecretKeyRef();
          boolean made =
              chart.all(Secret.class).stream()
                  .anyMatch(secret ->
                      secret.getMetadata().getName().equals(key.getName())
                          && secret.getData().containsKey(key.getKey()));
          assertThat(made || given.contains(key.getName())).as(variable.getName()).isTrue();
        }
      }
      Set<String> volumes = new HashSet<>();
      spec.getVolumes().forEach(volume -> volumes.add(volume.getName()));
      assertThat(container.getVolumeMounts()).allMatch(it -> volumes.contains(it.getName()));
    }
    boolean account = chart.all(ServiceAccount.class).size() == 1;
    assertThat(spec.getServiceAccountName()).isEqualTo(account ? fullName(chart) : "default");
  }

  @Test
  void the_grace_period_follows_from_the_drain() throws Exception {
    PodSpec usual = pods(Chart.with("minimal")).getSpec();
    PodSpec slow = pods(Chart.with("everything")).getSpec();

    assertThat(usual.getTerminationGracePeriodSeconds()).isEqualTo(5 + 2 * 25 + 5);
    assertThat(slow.getTerminationGracePeriodSeconds()).isEqualTo(10 + 2 * 65 + 5);
    assertThat(slow.getContainers().getFirst().getLifecycle().getPreStop().getExec().getCommand())
        .containsExactly("sleep", "10");
    assertThat(Chart.with("everything").all(ConfigMap.class).getFirst().getData())
        .containsEntry("HITLESS_TURNS_STOPPATIENCE", "PT60S")
        .containsEntry("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "65s")
        .containsEntry("HITLESS_TURNS_CONCURRENT", "128");
  }

  @Test
  void the_schema_is_brought_up_to_date_before_a_replica_starts_by_its_owner_if_one_is_named()
      throws Exception {
    Chart chart = Chart.with("existing-secrets");
    Container migrate = pods(chart).getSpec().getInitContainers().getFirst();

    assertThat(migrate.getArgs()).containsExactly("--migrate-only");
    assertThat(migrate.getImage()).isEqualTo(service(chart).getImage());
    assertThat(migrate.getEnv())
        .filteredOn(it -> it.getName().equals("SPRING_DATASOURCE_USERNAME"))
        .allMatch(it -> it.getValueFrom().getSecretKeyRef().getName().equals("hitless-owner"))
        .hasSize(1);
    assertThat(chart.the(ConfigMap.class).getData())
        .containsEntry("SPRING_FLYWAY_ENABLED", "false");
    assertThat(Chart.with("bare").the(ConfigMap.class).getData())
        .doesNotContainKey("SPRING_FLYWAY_ENABLED");
    assertThat(pods(Chart.with("bare")).getSpec().getInitContainers()).isEmpty();
  }

  @Test
  void replicas_keep_apart_and_the_autoscaler_alone_counts_them_where_there_is_one()
      throws Exception {
    Chart usual = Chart.with("minimal");
    Chart scaled = Chart.with("everything");

    assertThat(usual.the(Deployment.class).getSpec().getReplicas()).isEqualTo(2);
    assertThat(usual.all(HorizontalPodAutoscaler.class)).isEmpty();
    assertThat(scaled.the(Deployment.class).getSpec().getReplicas()).isNull();
    assertThat(scaled.the(HorizontalPodAutoscaler.class).getSpec().getMaxReplicas()).isEqualTo(6);
    var soft = pods(usual).getSpec().getAffinity().getPodAntiAffinity();
    var hard = pods(scaled).getSpec().getAffinity().getPodAntiAffinity();
    assertThat(soft.getPreferredDuringSchedulingIgnoredDuringExecution()).hasSize(1);
    assertThat(hard.getRequiredDuringSchedulingIgnoredDuringExecution()).hasSize(1);
    assertThat(pods(Chart.with("bare")).getSpec().getAffinity()).isNull();
    assertThat(usual.the(Deployment.class).getSpec().getStrategy().getRollingUpdate())
        .satisfies(it -> assertThat(it.getMaxUnavailable().getIntVal()).isZero());
  }

  @Test
  void it_gets_to_names_the_database_and_switches_and_nowhere_else() throws Exception {
    var usual = Chart.with("minimal").the(NetworkPolicy.class).getSpec();
    var narrow = Chart.with("everything").the(NetworkPolicy.class).getSpec();

    assertThat(usual.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(usual.getEgress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactly(53, 53, 5432, 22);
    assertThat(narrow.getEgress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactly(53, 53, 6432, 22, 443);
    assertThat(narrow.getEgress().get(2).getTo())
        .extracting(peer -> peer.getIpBlock().getCidr())
        .containsExactly("10.20.0.0/16", "10.21.0.0/16");
    assertThat(narrow.getIngress().getFirst().getFrom()).hasSize(1);
  }

  @Test
  void uploaded_images_outlive_the_release_where_a_volume_is_asked_for() throws Exception {
    Chart chart = Chart.with("everything");
    var claim = chart.the(PersistentVolumeClaim.class);

    assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
    assertThat(claim.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
    assertThat(chart.the(Ingress.class).getSpec().getTls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicaCount: two",
        "replicas: 3",
        "drain: { seconds: 0 }",
        "secrets: { masterKey: too-short }",
        "config: { lower-case: x }",
        "networkPolicy: { switches: { cidrs: [10.0.0.1] } }",
        "image: { pullPolicy: Sometimes }"
      })
  void values_that_mean_nothing_are_refused(String wrong, @TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("wrong.yaml"), wrong + "\n");

    assertThatThrownBy(() ->
            new Helm(Chart.SOURCE)
                .template()
                .withValuesFile(Chart.file("minimal"))
                .withValuesFile(file)
                .call())
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  @Test
  void what_must_be_given_is_named() {
    assertThatThrownBy(() -> new Helm(Chart.SOURCE).template().withKubeVersion("1.31.0").call())
        .hasMessageMatching("(?s).*(database|secrets)\\.\\w+ (or .*)?is required.*");
  }

  static PodTemplateSpec pods(Chart chart) {
    return chart.the(Deployment.class).getSpec().getTemplate();
  }

  static Container service(Chart chart) {
    return pods(chart).getSpec().getContainers().getFirst();
  }

  static List<Container> everyContainer(PodSpec spec) {
    var all = new ArrayList<>(spec.getInitContainers());
    all.addAll(spec.getContainers());
    return all;
  }

  private static String fullName(Chart chart) {
    return chart.the(Deployment.class).getMetadata().getName();
  }
}
