package io.hitless.api.rest;

import io.hitless.api.problem.Rejection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands controllers their [Paging].
final class PagingResolver implements HandlerMethodArgumentResolver {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int LONGEST_CURSOR = 512;

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Paging.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Optional<String> cursor = Optional.ofNullable(request.getParameter("cursor"));
    if (cursor.filter(text -> text.isEmpty() || text.length() > LONGEST_CURSOR).isPresent()) {
      throw Rejection.parameter("cursor", "must be what nextCursor said");
    }
    return new Paging(limit(request.getParameter("limit")), cursor);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return Paging.USUAL;
    }
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > Paging.MOST) {
      throw Rejection.parameter("limit", "must be a whole number between 1 and " + Paging.MOST);
    }
    return limit;
  }
}
