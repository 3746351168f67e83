package io.hitless.api.security;

import io.hitless.access.Caller;
import io.hitless.access.Scope;
import io.hitless.api.body.Ids;
import io.hitless.api.problem.Rejection;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobId;
import io.hitless.readiness.RunId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Whatever is done with one device, one job or one readiness run, it is done by somebody who may
/// know of it: by the path, so that no endpoint behind it can forget to ask.
final class OwnOnly implements HandlerInterceptor {
  private static final String BASE = "/api/v1/";

  private final Sight sight;

  OwnOnly(Sight sight) {
    this.sight = sight;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Optional<Caller> caller = CurrentCaller.now();
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && caller.isPresent()
        && !caller.get().scope().everything()) {
      check(request, caller.get().scope());
    }
    return true;
  }

  private void check(HttpServletRequest request, Scope scope) {
    String path =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    Optional<UUID> id = id(request);
    if (id.isEmpty()) {
      return;
    }
    if (path.startsWith(BASE + "devices/{id}")) {
      refuse(sight.covers(scope, new DeviceId(id.get())), "device", id.get());
    } else if (path.startsWith(BASE + "jobs/{id}")) {
      refuse(sight.covers(scope, new JobId(id.get())), "job", id.get());
    } else if (path.startsWith(BASE + "readiness-runs/{id}")) {
      refuse(sight.covers(scope, new RunId(id.get())), "readiness run", id.get());
    }
  }

  private static Optional<UUID> id(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? Optional.ofNullable(variables.get("id")).map(Object::toString).flatMap(Ids::parse)
        : Optional.empty();
  }

  private static void refuse(boolean covered, String thing, UUID id) {
    if (!covered) {
      throw Rejection.notFound(thing, id.toString());
    }
  }
}
