package io.hitless.terminal;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// People say names where the API wants ids.
final class Names {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MANY = 100_000;

  private Names() {}

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static JsonNode device(Service service, String device) {
    if (isId(device)) {
      return service.get("/devices/" + device);
    }
    return only(service.list("/devices", Map.of("name", device), 2), "device named " + device);
  }

  /// @param image id, or the file's name
  static String image(Service service, String image) {
    if (isId(image)) {
      return image;
    }
    List<JsonNode> named =
        service.list("/images", Map.of(), MANY).stream()
            .filter(it -> Json.text(it, "/filename").equals(image))
            .toList();
    return Json.text(only(named, "image " + image), "/id");
  }

  /// @param job id, or a device's name: its newest upgrade
  static String job(Service service, String job) {
    if (isId(job)) {
      return job;
    }
    List<JsonNode> jobs =
        service.list("/jobs", Map.of("device", job), MANY).stream()
            .sorted(java.util.Comparator.comparing(it -> Json.text(it, "/createdAt")))
            .toList();
    if (jobs.isEmpty()) {
      throw new WrongSettings("no upgrade was ever ordered for " + job);
    }
    return Json.text(jobs.getLast(), "/id");
  }

  private static JsonNode only(List<JsonNode> found, String what) {
    if (found.size() != 1) {
      throw new WrongSettings("there is " + (found.isEmpty() ? "no " : "more than one ") + what);
    }
    return found.getFirst();
  }
}
