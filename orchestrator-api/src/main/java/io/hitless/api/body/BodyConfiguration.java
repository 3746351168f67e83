package io.hitless.api.body;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts our strict reading of bodies before Spring's.
@Configuration(proxyBeanMethods = false)
class BodyConfiguration implements WebMvcConfigurer {
  private final StrictJson json;
  private final FormReader forms;

  BodyConfiguration(StrictJson json, FormReader forms) {
    this.json = json;
    this.forms = forms;
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    // Not a bean: Boot would take a bean that reads JSON as the one that also writes it.
    builder.addCustomConverter(new FormConverter(json, forms));
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new JsonOnly());
  }
}
