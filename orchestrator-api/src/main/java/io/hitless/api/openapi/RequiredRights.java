package io.hitless.api.openapi;

import io.hitless.access.Right;
import io.hitless.access.Role;
import io.hitless.api.security.Endpoints;
import io.hitless.api.security.Endpoints.Endpoint;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Says of each operation which right it asks for, and which roles have that.
@Component
final class RequiredRights implements OpenApiCustomizer {
  static final String EXTENSION = "x-required-right";

  private final Endpoints endpoints;

  RequiredRights(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public void customise(OpenAPI document) {
    document
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    endpoints.of(method.name(), path).ifPresent(it -> describe(operation, it))));
  }

  private static void describe(Operation operation, Endpoint endpoint) {
    Right right = endpoint.right();
    String roles =
        Arrays.stream(Role.values())
            .filter(role -> role.rights().contains(right))
            .map(Role::name)
            .collect(Collectors.joining(", "));
    String sentence =
        "Needs the right `"
            + right
            + "` ("
            + roles
            + ")"
            + (endpoint.house() ? ", and no scope: it concerns everybody's devices." : ".");
    operation.addExtension(EXTENSION, right.name());
    operation.setDescription(
        Optional.ofNullable(operation.getDescription())
            .map(text -> text + "\n\n" + sentence)
            .orElse(sentence));
  }
}
