package io.hitless.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class Hitless {
  public static void main(String[] arguments) {
    SpringApplication.run(Hitless.class, arguments);
  }
}
