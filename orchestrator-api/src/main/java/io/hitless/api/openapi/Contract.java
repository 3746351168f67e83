package io.hitless.api.openapi;

import io.hitless.access.ApiKeyId;
import io.hitless.access.Caller;
import io.hitless.api.problem.Problem;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.security.Oidc;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobId;
import io.hitless.readiness.RunId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The document at `/v3/api-docs`.
@Configuration(proxyBeanMethods = false)
class Contract {
  static final String SCHEME = "apiKey";
  private static final String LOGIN = "login";

  static {
    SpringDocUtils.getConfig()
        .replaceWithClass(ApiKeyId.class, UUID.class)
        .replaceWithClass(DeviceId.class, UUID.class)
        .replaceWithClass(ImageId.class, UUID.class)
        .replaceWithClass(JobId.class, UUID.class)
        .replaceWithClass(RunId.class, UUID.class)
        .addRequestWrapperToIgnore(Paging.class, ValidateOnly.class, Caller.class);
  }

  @Bean
  OpenAPI document(Oidc oidc) {
    var document =
        new OpenAPI()
            .info(
                new Info()
                    .title("Hitless")
                    .version("v1")
                    .description(
                        "Upgrades Cisco Catalyst switches by In-Service Software Upgrade. Every error"
                            + " is an application/problem+json with a stable code. Enums are open:"
                            + " tolerate new words.")
                    .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
            .servers(List.of(new Server().url("/")))
            .addSecurityItem(new SecurityRequirement().addList(SCHEME))
            .components(
                new Components()
                    .addSecuritySchemes(
                        SCHEME,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.HTTP)
                            .scheme("bearer")
                            .description("An API key, or a token of the configured provider")));
    oidc.issuer().ifPresent(issuer -> addLogin(document, issuer));
    return document;
  }

  /// People log in at the provider, by authorization code.
  private static void addLogin(OpenAPI document, String issuer) {
    document
        .addSecurityItem(new SecurityRequirement().addList(LOGIN))
        .getComponents()
        .addSecuritySchemes(
            LOGIN,
            new SecurityScheme()
                .type(SecurityScheme.Type.OPENIDCONNECT)
                .openIdConnectUrl(issuer + "/.well-known/openid-configuration"));
  }

  /// Schemas that no signature names.
  @Bean
  OpenApiCustomizer sharedSchemas(Examples examples) {
    return document -> {
      var schemas = document.getComponents().getSchemas();
      ModelConverters.getInstance(true)
          .readAll(new AnnotatedType(Problem.class))
          .forEach(schemas::putIfAbsent);
      Patches.add(schemas, "DeviceForm", "DevicePatch");
      Patches.add(schemas, "ImageForm", "ImagePatch");
      examples.addTo(schemas);
      document.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .filter(operation -> operation.getParameters() != null)
          .forEach(Contract::once);
    };
  }

  /// Two methods behind one path, one a media type, each bring the same parameters.
  private static void once(Operation operation) {
    var seen = new HashSet<String>();
    operation
        .getParameters()
        .removeIf(parameter -> !seen.add(parameter.getIn() + ":" + parameter.getName()));
  }
}
