package io.hitless.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns whatever a controller throws into a problem. What nobody expected is logged with its trace
/// id and answered without any of its words.
@RestControllerAdvice
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /// The client hung up: nobody is left to answer.
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void gone() {}

  @ExceptionHandler(Exception.class)
  ResponseEntity<Problem> answer(Exception failure, HttpServletRequest request) {
    Rejection rejection = rejection(failure, request);
    var answer =
        ResponseEntity.status(rejection.code().status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    rejection.headers().forEach(answer::header);
    Problem problem = Problem.of(rejection, request.getRequestURI(), TraceIds.of(request));
    request.setAttribute(Problem.ANSWERED, problem);
    return answer.body(problem);
  }

  private static Rejection rejection(Exception failure, HttpServletRequest request) {
    return caused(failure)
        .or(() -> DomainProblems.of(failure))
        .or(() -> ofTheWeb(failure))
        .orElseGet(() -> unexpected(failure, request));
  }

  /// A rejection of ours that the framework wrapped on its way here.
  private static Optional<Rejection> caused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Rejection rejection) {
        return Optional.of(rejection);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> ofTheWeb(Exception failure) {
    return Optional.ofNullable(
        switch (failure) {
          case NoResourceFoundException _ ->
              new Rejection(Code.NOT_FOUND, "nothing is served at this path");
          case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
          case HttpMediaTypeNotSupportedException type -> unsupported(type);
          case HttpMessageNotReadableException _ ->
              new Rejection(Code.BODY_REQUIRED, "this request needs a body");
          case MissingServletRequestParameterException missing ->
              Rejection.parameter(missing.getParameterName(), "is required");
          case MethodArgumentTypeMismatchException mismatch ->
              Rejection.parameter(mismatch.getName(), expected(mismatch));
          case ErrorResponse error -> {
            Code code = Code.ofStatus(error.getStatusCode().value());
            yield code.status() < 500 ? new Rejection(code, code.title()) : null;
          }
          default -> null;
        });
  }

  /// A word of an enum is the only typed parameter that is not read by code of ours.
  private static String expected(MethodArgumentTypeMismatchException mismatch) {
    for (Throwable cause = mismatch; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException failed
          && failed.getTargetType().getType().isEnum()) {
        return "must be one of "
            + Arrays.stream(failed.getTargetType().getType().getEnumConstants())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
      }
    }
    return "is not what it should be";
  }

  private static Rejection methodNotAllowed(HttpRequestMethodNotSupportedException failure) {
    var allowed = Optional.ofNullable(failure.getSupportedHttpMethods());
    String list =
        allowed.stream()
            .flatMap(Collection::stream)
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return new Rejection(
            Code.METHOD_NOT_ALLOWED,
            Quoted.of(failure.getMethod()) + " is not allowed here; allowed: " + list)
        .withHeader("Allow", list);
  }

  private static Rejection unsupported(HttpMediaTypeNotSupportedException failure) {
    String list =
        failure.getSupportedMediaTypes().stream()
            .map(MediaType::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String understood = list.isEmpty() ? "application/json" : list;
    return new Rejection(Code.UNSUPPORTED_MEDIA_TYPE, "understood here: " + understood)
        .withHeader("Accept", understood);
  }

  private static Rejection unexpected(Exception failure, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), Quoted.of(request.getRequestURI()), failure);
    return new Rejection(Code.INTERNAL_ERROR, "the log tells more under the trace id");
  }
}
