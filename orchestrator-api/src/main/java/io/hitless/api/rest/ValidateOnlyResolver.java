package io.hitless.api.rest;

import io.hitless.api.problem.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands controllers their [ValidateOnly]; a word that is neither `true` nor `false` must not
/// create anything by being misread.
final class ValidateOnlyResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == ValidateOnly.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    String text = request.getParameter("validateOnly");
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Rejection.parameter("validateOnly", "must be true or false");
    }
    return new ValidateOnly("true".equals(text));
  }
}
