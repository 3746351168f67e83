package io.hitless.api.testing;

import java.nio.file.Path;
import java.util.UUID;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/// A data folder that nobody has used before, deleted once the database in it has stopped.
public final class FreshFolder
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Path folder = Path.of("target", "data-" + UUID.randomUUID());
    TestPropertyValues.of("hitless.data-dir=" + folder, "hitless.oidc.issuer=" + Issuer.URL)
        .applyTo(context);
    // Registered first, hence disposed of last.
    if (context.getBeanFactory() instanceof DefaultListableBeanFactory beans) {
      beans.registerDisposableBean("freshFolder", () -> FileSystemUtils.deleteRecursively(folder));
    }
  }
}
