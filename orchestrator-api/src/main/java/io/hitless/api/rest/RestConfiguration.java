package io.hitless.api.rest;

import io.hitless.access.ApiKeyId;
import io.hitless.api.body.Ids;
import io.hitless.api.problem.Rejection;
import io.hitless.image.ImageId;
import io.hitless.inventory.DeviceId;
import io.hitless.job.JobId;
import io.hitless.readiness.RunId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// How paths and queries become arguments. An id that could never be one names nothing: 404, like
/// any other id that names nothing.
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebMvcConfigurer {
  @Override
  public void addFormatters(FormatterRegistry formats) {
    formats.addConverter(String.class, ApiKeyId.class, id("API key", ApiKeyId::new)::apply);
    formats.addConverter(String.class, DeviceId.class, id("device", DeviceId::new)::apply);
    formats.addConverter(String.class, ImageId.class, id("image", ImageId::new)::apply);
    formats.addConverter(String.class, JobId.class, id("job", JobId::new)::apply);
    formats.addConverter(String.class, RunId.class, id("readiness run", RunId::new)::apply);
  }

  private static <T> Function<String, T> id(String thing, Function<UUID, T> of) {
    return text -> Ids.parse(text).map(of).orElseThrow(() -> Rejection.notFound(thing, text));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new PagingResolver());
    resolvers.add(new ValidateOnlyResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new KnownParameters());
  }
}
