package io.hitless.chaos.service;

import io.hitless.device.Drivers;
import io.hitless.job.Jobs;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts marks around the two ports by which a turn acts, and holds this replica's first turn back
/// until the referee says go.
@Configuration(proxyBeanMethods = false)
class Around {
  /// After the web server answers, before the scheduler picks.
  private static final int BEFORE_THE_FIRST_TURN = Integer.MAX_VALUE - 512;

  @Bean
  static Referee referee(Environment environment) {
    return Referee.connect(
        environment.getRequiredProperty("chaos.referee", Integer.class),
        environment.getRequiredProperty("hitless.replica"));
  }

  @Bean
  static BeanPostProcessor marks(Environment environment, Referee referee) {
    boolean marked = environment.getProperty("chaos.marks", Boolean.class, true);
    Marks marks = new Marks(referee);
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
          case Jobs jobs when marked -> marks.around(jobs);
          case Drivers drivers when marked -> marks.around(drivers);
          default -> bean;
        };
      }
    };
  }

  @Bean
  SmartLifecycle beforeTheFirstTurn(Referee referee, Environment environment) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        referee.pass("", "ready:" + environment.getRequiredProperty("local.server.port"));
        running = true;
      }

      @Override
      public void stop() {
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }

      @Override
      public int getPhase() {
        return BEFORE_THE_FIRST_TURN;
      }
    };
  }
}
