package io.hitless.api.demo;

import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/// The profile `demo`: simulated switches, and a run of all their upgrades once the service is up.
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@EnableConfigurationProperties(DemoSettings.class)
class DemoConfiguration {
  private static final String STAY = "Ctrl-C stops the service, the switches and the database.";

  @Bean(destroyMethod = "close")
  DemoFleet demoFleet(DemoSettings settings) {
    return DemoFleet.start(settings.timescale());
  }

  @Bean
  DemoFolder demoFolder(@Value("${hitless.data-dir}") Path folder, Environment environment) {
    return new DemoFolder(folder, environment.containsProperty("HITLESS_DATA_DIR"));
  }

  @Bean
  Start start(
      DemoFleet fleet,
      DemoFolder folder,
      DemoSettings settings,
      InstantSource clock,
      ApplicationArguments arguments,
      ConfigurableApplicationContext context) {
    return new Start(fleet, folder, settings, clock, arguments, context);
  }

  /// Runs the demo beside the service's own life.
  record Start(
      DemoFleet fleet,
      DemoFolder folder,
      DemoSettings settings,
      InstantSource clock,
      ApplicationArguments arguments,
      ConfigurableApplicationContext context) {

    @EventListener
    void onReady(ApplicationReadyEvent ready) {
      Thread.ofVirtual().name("demo").start(this::run);
    }

    private void run() {
      URI base =
          URI.create(
              "http://localhost:"
                  + context.getEnvironment().getRequiredProperty("local.server.port"));
      boolean terminal = onTerminal();
      boolean good = false;
      try {
        Client client = new Client(base, settings.bootstrapApiKey());
        good =
            new Demo(fleet, client, clock, System.out, terminal)
                .run(base, settings.bootstrapApiKey());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException broken) {
        System.out.println("The demo broke off: " + broken.getMessage());
      }
      if (!good) {
        System.out.println("Log and database are kept in " + folder.keep());
      }
      if (arguments.containsOption("exit")) {
        leave(good);
      } else {
        System.out.println(STAY);
      }
    }

    /// The library's contract still allows no console at all.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
      Console console = System.console();
      return console != null && console.isTerminal();
    }

    private void leave(boolean good) {
      ExitCodeGenerator code = () -> good ? 0 : 1;
      // Neither from a thread that the closing context waits for, nor from one that the JVM would
      // not.
      Thread.ofPlatform()
          .daemon(false)
          .start(() -> System.exit(SpringApplication.exit(context, code)));
    }
  }
}
