package io.hitless.chaos.service;

import io.hitless.api.Hitless;
import org.springframework.boot.SpringApplication;

/// The service as it is shipped, with a mark before and after each write of a job and each change
/// that is sent.
public final class MarkedService {
  private MarkedService() {}

  public static void main(String[] arguments) {
    new SpringApplication(Hitless.class, Around.class).run(arguments);
  }
}
