package io.hitless.api.rest;

import io.hitless.api.problem.Code;
import io.hitless.api.problem.Quoted;
import io.hitless.api.problem.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/// Refuses a query parameter that the endpoint doesn't know, and one given twice where one is
/// meant: a misspelt filter would silently show, or change, more than was asked for.
final class KnownParameters implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
      check(request.getQueryString(), method);
    }
    return true;
  }

  private static void check(String query, HandlerMethod method) {
    if (!method.getBeanType().getPackageName().startsWith("io.hitless.")) {
      return;
    }
    var known = new TreeSet<String>();
    var several = new TreeSet<String>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      names(parameter, known, several);
    }
    var given = UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    given.forEach((name, values) -> check(name, values, known, several));
  }

  private static void check(String name, List<?> values, Set<String> known, Set<String> several) {
    if (!known.contains(name)) {
      throw new Rejection(
          Code.UNKNOWN_PARAMETER,
          Quoted.of(name) + " is not known here; known: " + String.join(", ", known));
    }
    if (values.size() > 1 && !several.contains(name)) {
      throw Rejection.parameter(name, "must not be given more than once");
    }
  }

  private static void names(MethodParameter parameter, Set<String> known, Set<String> several) {
    if (parameter.getParameterType() == Paging.class) {
      known.addAll(Set.of("limit", "cursor"));
      return;
    }
    if (parameter.getParameterType() == ValidateOnly.class) {
      known.add("validateOnly");
      return;
    }
    RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
    if (declared == null) {
      return;
    }
    String name = declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name();
    known.add(name);
    if (java.util.Collection.class.isAssignableFrom(parameter.getParameterType())) {
      several.add(name);
    }
  }
}
