package io.hitless.api.audit;

import io.hitless.api.body.Ids;
import io.hitless.inventory.DeviceId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a request asks for, in the audit's words, read from its method and path alone: so an
/// endpoint that is added later has its word at once. `POST /jobs/{id}/abort` is `job.abort`,
/// `PATCH /devices/{id}` is `device.change`, `DELETE /devices/{id}/waivers/{waiver}` is
/// `device.waivers.remove`, `POST /devices/{id}/host-keys/{proposal}/deny` is
/// `device.host-keys.deny`.
///
/// @param word of the action
/// @param collection what is behind `/api/v1/`
/// @param id of the resource that is acted on, if one is named
/// @param shown the [Snapshot#collection] that shows what is acted on before and after
record Act(String word, String collection, Optional<String> id, String shown) {
  private static final String ROOT = "/api/v1/";
  private static final Set<String> VERBS =
      Set.of("import", "content", "verify", "export", "transcript", "evidence", "replay");

  /// Their parts change without them, and are shown instead.
  private static final Set<String> OF_PARTS = Set.of("devices", "images");

  static Act of(HttpServletRequest request) {
    String path = request.getServletPath();
    List<String> parts =
        path.startsWith(ROOT) ? List.of(path.substring(ROOT.length()).split("/")) : List.of();
    if (parts.isEmpty() || parts.stream().anyMatch(part -> !plain(part))) {
      return new Act("unknown", "", Optional.empty(), "");
    }
    String collection = parts.getFirst();
    boolean single = parts.size() > 1 && !VERBS.contains(parts.get(1));
    List<String> below = parts.subList(Math.min(parts.size(), single ? 2 : 1), parts.size());
    return new Act(
        String.join(".", words(request.getMethod(), collection, single, below)),
        collection,
        single ? Optional.of(parts.get(1)) : Optional.empty(),
        below.isEmpty() || !OF_PARTS.contains(collection)
            ? collection
            : collection + "/" + below.getFirst());
  }

  private static List<String> words(
      String method, String collection, boolean single, List<String> below) {
    var words = new ArrayList<String>();
    words.add(singular(collection));
    // What is named below a part (a waiver's id) is not a word.
    words.addAll(below.subList(0, Math.min(1, below.size())));
    if (below.size() > 2) {
      words.add(below.getLast());
    } else if (below.size() > 1 || below.isEmpty() || !method.equals("POST")) {
      verb(method, single).ifPresent(words::add);
    }
    return words;
  }

  private static Optional<String> verb(String method, boolean single) {
    return switch (method) {
      case "GET", "HEAD" -> Optional.of("read");
      case "PATCH" -> Optional.of("change");
      case "PUT" -> Optional.of("replace");
      case "DELETE" -> Optional.of("remove");
      case "POST" -> Optional.of(single ? "act" : "create");
      default -> Optional.of("other");
    };
  }

  private static String singular(String collection) {
    return collection.endsWith("s") ? collection.substring(0, collection.length() - 1) : collection;
  }

  private static boolean plain(String part) {
    return part.length() <= 64
        && !part.isEmpty()
        && part.chars().allMatch(c -> c == '-' || c == '.' || c == '_' || alphanumeric(c));
  }

  private static boolean alphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  Optional<UUID> job() {
    return id.filter(_ -> collection.equals("jobs")).flatMap(Ids::parse);
  }

  Optional<DeviceId> device() {
    return id.filter(_ -> collection.equals("devices")).flatMap(Ids::parse).map(DeviceId::new);
  }
}
