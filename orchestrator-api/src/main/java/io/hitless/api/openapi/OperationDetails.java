package io.hitless.api.openapi;

import io.hitless.api.problem.Problem;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.job.JobId;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/// What all operations have in common: parameters of the conventions, and every way to say no.
@Component
final class OperationDetails implements OperationCustomizer {
  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    operation.setOperationId(id(handler));
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (parameter.getParameterType() == Paging.class) {
        paging(operation);
      } else if (parameter.getParameterType() == ValidateOnly.class) {
        operation.addParametersItem(
            query("validateOnly", "boolean", "The same checks, nothing stored: 200"));
      }
    }
    boolean posts = handler.hasMethodAnnotation(PostMapping.class);
    if (posts) {
      idempotencyKey(operation, id(handler).equals("jobCreate"));
    }
    problems(operation, handler, posts);
    headers(operation);
    return operation;
  }

  /// `DeviceController.create` is `deviceCreate`.
  private static String id(HandlerMethod handler) {
    String type = handler.getBeanType().getSimpleName().replace("Controller", "");
    String method = handler.getMethod().getName();
    return type.substring(0, 1).toLowerCase(Locale.ROOT)
        + type.substring(1)
        + method.substring(0, 1).toUpperCase(Locale.ROOT)
        + method.substring(1);
  }

  private static void paging(Operation operation) {
    Parameter limit = query("limit", "integer", "How many at most");
    limit.getSchema().setMinimum(BigDecimal.ONE);
    limit.getSchema().setMaximum(BigDecimal.valueOf(Paging.MOST));
    limit.getSchema().setDefault(Paging.USUAL);
    operation.addParametersItem(limit);
    operation.addParametersItem(query("cursor", "string", "What nextCursor said"));
  }

  private static Parameter query(String name, String type, String description) {
    var schema = new JsonSchema();
    schema.addType(type);
    return new Parameter().in("query").name(name).description(description).schema(schema);
  }

  private static void idempotencyKey(Operation operation, boolean required) {
    var schema = new JsonSchema();
    schema.addType("string");
    schema.setMinLength(1);
    schema.setMaxLength(200);
    operation.addParametersItem(
        new Parameter()
            .in("header")
            .name("Idempotency-Key")
            .required(required)
            .description("The same key and the same request: the first answer again, for 72 h")
            .schema(schema));
  }

  private static void problems(Operation operation, HandlerMethod handler, boolean posts) {
    boolean writes =
        posts
            || handler.hasMethodAnnotation(PutMapping.class)
            || handler.hasMethodAnnotation(PatchMapping.class);
    var problems = new LinkedHashMap<String, String>();
    problems.put("400", "Something sent is not valid; violations says what");
    problems.put("401", "No valid API key or token");
    problems.put("403", "The caller lacks the right, or has a scope");
    if (has(handler, PathVariable.class) || namesAnother(handler)) {
      problems.put("404", "There is no such thing");
    }
    problems.put("406", "The answer can't be given in any of the media types that were asked for");
    if (!handler.hasMethodAnnotation(GetMapping.class)) {
      problems.put("409", "Something stands against it");
    }
    if (ifMatch(handler)) {
      operation.getParameters().stream()
          .filter(parameter -> "If-Match".equals(parameter.getName()))
          .forEach(parameter -> parameter.setRequired(true));
      problems.put("412", "It was changed since it was read");
      problems.put("428", "If-Match is missing");
    }
    if (writes) {
      problems.put("413", "The body is too large");
      problems.put("415", "The media type is not understood");
    }
    if (posts) {
      problems.put("422", "The idempotency key was used for another request");
    }
    problems.put("503", "Not available now; Retry-After says when to ask again");
    problems.forEach((status, why) -> operation.getResponses().addApiResponse(status, no(why)));
    if (posts) {
      Header replayed = header("true when this is the first answer again");
      operation.getResponses().entrySet().stream()
          .filter(response -> response.getKey().startsWith("2"))
          .forEach(
              response -> response.getValue().addHeaderObject("Idempotency-Replayed", replayed));
    }
  }

  /// What was created says where it is; what would have been created is said with 200.
  private static void headers(Operation operation) {
    ApiResponse created = operation.getResponses().get("201");
    if (created == null) {
      return;
    }
    created.addHeaderObject("Location", header("Where the new thing is"));
    boolean onlyValidated =
        operation.getParameters() != null
            && operation.getParameters().stream()
                .anyMatch(parameter -> "validateOnly".equals(parameter.getName()));
    if (onlyValidated && !operation.getResponses().containsKey("200")) {
      operation
          .getResponses()
          .addApiResponse(
              "200",
              new ApiResponse()
                  .description("With validateOnly: what would be created")
                  .content(created.getContent()));
    }
  }

  private static Header header(String description) {
    var header = new Header().description(description);
    header.setSchema(new JsonSchema().typesItem("string"));
    return header;
  }

  /// A job or the like that is named outside the path.
  private static boolean namesAnother(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(parameter ->
            parameter.hasParameterAnnotation(RequestParam.class)
                && parameter.nested().getNestedParameterType() == JobId.class);
  }

  private static boolean has(
      HandlerMethod handler, Class<? extends java.lang.annotation.Annotation> annotation) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
  }

  private static boolean ifMatch(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
        .anyMatch(header -> header != null && header.value().equals("If-Match"));
  }

  private static ApiResponse no(String why) {
    return new ApiResponse()
        .description(why)
        .content(
            new Content()
                .addMediaType(
                    Problem.MEDIA_TYPE,
                    new MediaType().schema(new JsonSchema().$ref("#/components/schemas/Problem"))));
  }
}
