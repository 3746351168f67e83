package io.hitless.api;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hitless.device.command.Command;
import io.hitless.device.command.Phrase;
import io.hitless.device.ssh.Shell;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What `docs/architecture.md` says, held against the classes of all four modules.
class ArchitectureTest {
  private static final String[] DRIVERS = {"io.hitless.device.."};
  private static final String[] CORE = {
    "io.hitless.access..",
    "io.hitless.audit..",
    "io.hitless.event..",
    "io.hitless.image..",
    "io.hitless.inventory..",
    "io.hitless.job..",
    "io.hitless.page..",
    "io.hitless.readiness..",
    "io.hitless.replay..",
    "io.hitless.session.."
  };
  private static final String DB = "io.hitless.db..";
  private static final String API = "io.hitless.api..";
  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..", "org.flywaydb.."
  };
  private static final String[] WEB = {
    "jakarta.servlet..", "org.springframework.web..", "org.springframework.http.."
  };
  private static final String MINA = "org.apache.sshd..";
  private static final String[] JACKSON = {"tools.jackson..", "com.fasterxml.jackson.."};

  static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-testing.jar"))
            .importPackages("io.hitless");
  }

  @Test
  void every_module_is_looked_at() {
    for (String name :
        new String[] {
          "io.hitless.device.IssuDriver",
          "io.hitless.job.JobRunner",
          "io.hitless.db.Repositories",
          "io.hitless.api.Hitless"
        }) {
      assertThat(all.contain(name)).as(name).isTrue();
    }
  }

  @Test
  void drivers_know_no_other_module_no_spring_and_no_sql() {
    noClasses()
        .that()
        .resideInAnyPackage(DRIVERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CORE)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(DB, API, "org.springframework..")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(SQL)
        .check(all);
  }

  @Test
  void ssh_is_spoken_in_ssh_and_in_the_simulator_only() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hitless.device.ssh..", "io.hitless.device.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(MINA)
        .check(all);
  }

  @Test
  void only_the_conversation_types_on_a_terminal() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hitless.device.cli..", "io.hitless.device.ssh..")
        .should()
        .callMethod(Shell.class, "type", String.class)
        .check(all);
  }

  @Test
  void only_a_phrase_makes_a_command() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Phrase.class.getName())
        .should()
        .callConstructor(Command.class, Phrase.class, String.class)
        .check(all);
  }

  @Test
  void among_the_drivers_only_the_simulator_writes_json() {
    noClasses()
        .that(
            resideInAPackage("io.hitless.device..")
                .and(not(resideInAPackage("io.hitless.device.sim.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JACKSON)
        .check(all);
  }

  @Test
  void the_simulator_never_uses_our_parsers_or_our_conversation() {
    noClasses()
        .that()
        .resideInAPackage("io.hitless.device.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.hitless.device",
            "io.hitless.device.cli..",
            "io.hitless.device.iosxe..",
            "io.hitless.device.ssh..",
            "io.hitless.device.facts..")
        .because("tests would prove that we agree with ourselves")
        .check(all);
  }

  @Test
  void nothing_that_ships_uses_the_simulator_but_the_demo() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hitless.device.sim..", "io.hitless.api.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hitless.device.sim..")
        .check(all);
  }

  @Test
  void facts_depend_on_nothing_of_ours() {
    noClasses()
        .that()
        .resideInAPackage("io.hitless.device.facts..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.hitless..")
                .and(not(resideInAPackage("io.hitless.device.facts.."))))
        .check(all);
  }

  @Test
  void the_core_is_plain_java_that_knows_of_the_drivers_only_what_any_switch_may_be_asked() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SQL)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(WEB)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            DB,
            API,
            MINA,
            "io.micrometer..",
            "io.hitless.device.cli..",
            "io.hitless.device.iosxe..",
            "io.hitless.device.sim..",
            "io.hitless.device.ssh..")
        .check(all);
  }

  @Test
  void spring_enters_the_core_in_the_one_class_that_holds_the_state_machine() {
    noClasses()
        .that(
            resideInAnyPackage(CORE)
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are not JobMachine",
                        type -> !type.getName().startsWith("io.hitless.job.JobMachine"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(all);
  }

  @Test
  void the_database_knows_neither_the_web_nor_ssh_nor_the_drivers_but_their_words() {
    noClasses()
        .that()
        .resideInAPackage(DB)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WEB)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            API,
            MINA,
            "jakarta.persistence..",
            "io.hitless.device.cli..",
            "io.hitless.device.iosxe..",
            "io.hitless.device.sim..",
            "io.hitless.device.ssh..")
        .check(all);
  }

  @Test
  void only_the_wiring_knows_the_database() {
    noClasses()
        .that(resideInAPackage(API).and(not(resideInAPackage("io.hitless.api.wiring.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(DB)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(SQL)
        .check(all);
  }

  @Test
  void only_the_wiring_knows_how_switches_are_spoken_to() {
    noClasses()
        .that(
            resideInAPackage(API)
                .and(not(resideInAnyPackage("io.hitless.api.wiring..", "io.hitless.api.demo.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.hitless.device.cli..", "io.hitless.device.iosxe..", "io.hitless.device.ssh..")
        .check(all);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("io.hitless.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void no_type_is_named_for_being_vague() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .check(all);
  }

  @Test
  void what_a_class_needs_comes_through_its_constructor() {
    noFields()
        .should()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
        .orShould()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource")
        .check(all);
  }

  @Test
  void nobody_asks_the_system_what_time_it_is_but_the_wiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hitless.api.wiring..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .orShould()
        .callMethod(java.time.ZonedDateTime.class, "now")
        .check(all);
  }

  @Test
  void nothing_waits_by_sleeping() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .check(all);
  }

  @Test
  void controllers_are_package_private_and_final() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Controller")
        .should()
        .notBePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .check(all);
  }

  @Test
  void state_of_the_web_layer_is_final() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Controller")
        .should()
        .beFinal()
        .check(all);
  }

  @Test
  void no_mocking_library_is_anywhere_near() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.hitless");

    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mockito..", "org.easymock..", "io.mockk..", "org.jmock..")
        .check(tests);
    for (String library : new String[] {"org.mockito.Mockito", "org.easymock.EasyMock"}) {
      assertThat(
              ArchitectureTest.class
                  .getClassLoader()
                  .getResource(library.replace('.', '/') + ".class"))
          .as(library)
          .isNull();
    }
  }
}
