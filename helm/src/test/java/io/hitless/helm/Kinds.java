package io.hitless.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads manifests as Kubernetes would that refuses what it doesn't know: every kind must be one of
/// these, and every field one of its model.
final class Kinds {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Map<String, Class<? extends HasMetadata>> KNOWN =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/Secret", Secret.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class));

  private Kinds() {}

  /// @throws AssertionError for a kind or a field that is not known, with where it is
  static List<HasMetadata> read(String manifests) throws IOException {
    List<HasMetadata> read = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (document.isObject()) {
          read.add(one(document));
        }
      }
    }
    return read;
  }

  private static HasMetadata one(JsonNode document) throws IOException {
    String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    Class<? extends HasMetadata> model = KNOWN.get(kind);
    if (model == null) {
      throw new AssertionError("not a kind that we make: " + kind);
    }
    HasMetadata object = YAML.treeToValue(document, model);
    lost(kind, document, YAML.valueToTree(object))
        .ifPresent(path -> {
          throw new AssertionError(path + " is not a field of Kubernetes");
        });
    unknown(kind, object)
        .ifPresent(path -> {
          throw new AssertionError(path + " is not a field of Kubernetes");
        });
    return object;
  }

  /// The models keep what they don't know in a map of each object.
  private static Optional<String> unknown(String path, Object value) {
    if (value instanceof Iterable<?> list) {
      int i = 0;
      for (Object each : list) {
        Optional<String> found = unknown(path + "[" + i++ + "]", each);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (value == null || !value.getClass().getName().startsWith("io.fabric8.")) {
      return Optional.empty();
    }
    return Fields.of(value).stream()
        .map(field ->
            field.name().equals("additionalProperties")
                ? ((Map<?, ?>) field.value())
                    .keySet().stream().findFirst().map(name -> path + "." + name)
                : unknown(path + "." + field.name(), field.value()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// What was written and is not there when the object is written again.
  private static Optional<String> lost(String path, JsonNode written, JsonNode again) {
    if (written.isObject()) {
      for (Map.Entry<String, JsonNode> field : written.properties()) {
        JsonNode same = again.path(field.getKey());
        boolean nothing = field.getValue().isContainerNode() && field.getValue().isEmpty();
        Optional<String> found =
            same.isMissingNode() && !nothing
                ? Optional.of(path + "." + field.getKey())
                : lost(path + "." + field.getKey(), field.getValue(), same);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
