package io.hitless.api.audit;

import io.hitless.access.Caller;
import io.hitless.audit.AuditEntry;
import io.hitless.audit.AuditEntry.Outcome;
import io.hitless.audit.AuditTrail;
import io.hitless.inventory.DeviceId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Writes what a request did, was let do or was refused.
@Component
final class Writing {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final String ACTOR = Writing.class.getName() + ".actor";
  private static final String REASON = Writing.class.getName() + ".reason";

  private final AuditTrail audit;
  private final Map<String, Snapshot> snapshots;
  private final JsonMapper json;
  private final Reason reason;

  Writing(AuditTrail audit, List<Snapshot> snapshots, JsonMapper json) {
    this.audit = audit;
    this.snapshots =
        snapshots.stream().collect(Collectors.toMap(Snapshot::collection, Function.identity()));
    this.json = json;
    this.reason = new Reason(json);
  }

  /// Remembers who asks, for those who look at the request when nobody is known any more.
  static void is(HttpServletRequest request, Authentication actor) {
    request.setAttribute(ACTOR, actor);
  }

  /// Remembers what the body says, which only those behind the reader of bodies see.
  void says(HttpServletRequest request) {
    reason.of(request).ifPresent(why -> request.setAttribute(REASON, why));
  }

  private static String actor(HttpServletRequest request) {
    return request.getAttribute(ACTOR) instanceof Authentication known
        ? String.valueOf(known.getName())
        : AuditEntry.ANONYMOUS;
  }

  /// Names may be given anew; which key or account it was, and who answers for it, stays.
  private static Optional<Map<String, Object>> by(HttpServletRequest request) {
    return request.getAttribute(ACTOR) instanceof Authentication known
            && known.getPrincipal() instanceof Caller caller
        ? Optional.of(
            Map.of("id", caller.id(), "person", caller.person(), "kind", caller.kind().name()))
        : Optional.empty();
  }

  /// What the request is about, as it is now.
  Optional<Snapshot.Shown> shown(Act act) {
    return shown(act.shown(), act.id());
  }

  private Optional<Snapshot.Shown> shown(String collection, Optional<String> id) {
    return Optional.ofNullable(snapshots.get(collection))
        .flatMap(snapshot -> id.flatMap(snapshot::of));
  }

  /// What was made, by where the answer says that it is.
  Optional<Snapshot.Shown> made(Act act, Optional<String> location) {
    return location
        .filter(_ -> act.id().isEmpty())
        .flatMap(path ->
            shown(act.collection(), Optional.of(path.substring(path.lastIndexOf('/') + 1))));
  }

  void write(
      HttpServletRequest request,
      Act act,
      Outcome outcome,
      Optional<Snapshot.Shown> before,
      Optional<Snapshot.Shown> after,
      Map<String, Object> more) {
    var data = new LinkedHashMap<>(Origin.of(request));
    by(request).ifPresent(it -> data.put("by", it));
    act.id().ifPresent(id -> data.put("target", act.collection() + "/" + id));
    if (request.getAttribute(REASON) instanceof String why) {
      data.put("reason", why);
    }
    before.ifPresent(it -> data.put("before", json.convertValue(it.view(), MAP)));
    after.ifPresent(it -> data.put("after", json.convertValue(it.view(), MAP)));
    data.putAll(more);
    Optional<DeviceId> device =
        act.device()
            .or(() -> before.flatMap(Snapshot.Shown::device))
            .or(() -> after.flatMap(Snapshot.Shown::device));
    audit.append(new AuditEntry(actor(request), act.word(), outcome, act.job(), device, data));
  }
}
