package io.hitless.api.testing;

import io.hitless.api.Hitless;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/// The whole service on a port of its own, with a real PostgreSQL, and nobody who does turns: jobs
/// stay as they were ordered.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = Hitless.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hitless.bootstrap-api-key=" + ServiceTest.KEY,
      "hitless.turns.enabled=false",
      "hitless.stream.heartbeat=PT0.2S",
      "hitless.body.largest=64KB",
      "hitless.rate.caller=1000000",
      "hitless.rate.stranger=1000000",
      "hitless.rate.failed-logins=1000000",
      "hitless.oidc.roles-claim=realm_access.roles",
      "hitless.oidc.roles.ADMIN=network-admins",
      "hitless.oidc.sites-claim=sites"
    })
@ActiveProfiles("test")
@ContextConfiguration(initializers = FreshFolder.class)
public @interface ServiceTest {
  String KEY = "test-key-0123456789abcdef";
}
