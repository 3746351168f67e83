package io.hitless.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What the restricted pod security standard asks, and that no secret stands where it can be read.
class SecurityTest {
  static final List<String> VALUES = Chart.VALUES;

  @ParameterizedTest
  @FieldSource("VALUES")
  void nothing_runs_as_root_nor_writes_to_its_image_nor_may_become_more(String values)
      throws Exception {
    var pod = ChartTest.pods(Chart.with(values)).getSpec();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
    for (Container container : ChartTest.everyContainer(pod)) {
      var security = container.getSecurityContext();
      assertThat(security.getRunAsNonRoot()).isTrue();
      assertThat(security.getReadOnlyRootFilesystem()).isTrue();
      assertThat(security.getAllowPrivilegeEscalation()).isFalse();
      assertThat(security.getPrivileged()).isNull();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(security.getCapabilities().getAdd()).isEmpty();
      assertThat(container.getResources().getLimits()).containsKey("memory");
      assertThat(container.getVolumeMounts()).anyMatch(it -> it.getMountPath().equals("/tmp"));
    }
    Chart.with(values)
        .all(ServiceAccount.class)
        .forEach(it -> assertThat(it.getAutomountServiceAccountToken()).isFalse());
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void secrets_are_in_secrets_only(String values) throws Exception {
    Chart chart = Chart.with(values);

    assertThat(chart.text()).doesNotContain("canary");
    for (Container container : ChartTest.everyContainer(ChartTest.pods(chart).getSpec())) {
      for (EnvVar variable : container.getEnv()) {
        if (variable.getName().matches(".*(PASSWORD|KEY)")) {
          assertThat(variable.getValueFrom().getSecretKeyRef()).as(variable.getName()).isNotNull();
        }
      }
    }
    chart
        .all(ConfigMap.class)
        .forEach(
            map -> assertThat(map.getData().keySet()).noneMatch(it -> it.contains("PASSWORD")));
  }

  @Test
  void the_keys_given_arrive_as_they_were_given() throws Exception {
    var data = Chart.with("minimal").the(Secret.class).getData();

    assertThat(plain(data.get("bootstrap-api-key"))).isEqualTo("canary-bootstrap-key");
    assertThat(plain(data.get("database-password"))).isEqualTo("canary-database");
    assertThat(plain(data.get("master-key")))
        .isEqualTo("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  }

  @Test
  void with_secrets_of_ones_own_none_is_made() throws Exception {
    Chart chart = Chart.with("existing-secrets");

    assertThat(chart.all(Secret.class)).isEmpty();
    assertThat(
            chart
                .the(ServiceMonitor.class)
                .getSpec()
                .getEndpoints()
                .getFirst()
                .getAuthorization()
                .getCredentials()
                .getName())
        .isEqualTo("prometheus-key");
  }

  private static String plain(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
