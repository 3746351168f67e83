package io.hitless.job.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hitless.device.facts.Operations;
import io.hitless.device.facts.Operations.Aspect;
import io.hitless.device.facts.Operations.Seen;
import io.hitless.readiness.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {
  private static final Tolerances SOME =
      new Tolerances(1, 0, 0, 10, 50, 0, 0, List.of("ip ssh .*"));

  private static Operations ports(String... up) {
    return new Operations(
        List.of(new Seen(Aspect.INTERFACES_UP, "show x", List.of(up), up.length)), List.of());
  }

  private static Operations routes(long count) {
    return new Operations(
        List.of(new Seen(Aspect.ROUTES, "show x", List.of(), count)), List.of("NEIGHBOURS: no"));
  }

  @Test
  void a_struck_secret_is_the_same_however_a_release_marked_it() {
    var compared =
        ConfigurationCompared.of(
            List.of("enable secret 9 <struck>", " certificate ca 01", "  <struck>"),
            List.of("enable secret 9 •••", " certificate ca 01", "  •••", "  •••"),
            SOME);
    assertThat(compared.same()).as(compared.lines().toString()).isTrue();
  }

  @Test
  void what_is_gone_is_wrong_once_it_is_more_than_is_tolerated_and_what_is_new_never_is() {
    var none = OperationsCompared.of(ports("a", "b", "c"), ports("a", "b", "c"), SOME);
    assertThat(none.wrong()).isEmpty();
    assertThat(none.told()).isEmpty();
    var one = OperationsCompared.of(ports("a", "b", "c"), ports("a", "b", "d"), SOME);
    assertThat(one.wrong()).isEmpty();
    assertThat(one.told()).containsExactly("- interfaces-up: c", "+ interfaces-up: d");
    var two = OperationsCompared.of(ports("a", "b", "c"), ports("a"), SOME);
    assertThat(two.wrong()).containsExactly("- interfaces-up: b", "- interfaces-up: c");
  }

  @Test
  void counts_may_fall_by_so_many_percent() {
    assertThat(OperationsCompared.of(routes(100), routes(90), SOME).wrong()).isEmpty();
    assertThat(OperationsCompared.of(routes(100), routes(90), SOME).told()).hasSize(1);
    assertThat(OperationsCompared.of(routes(100), routes(89), SOME).wrong())
        .containsExactly("routes: 100 before, 89 now");
    assertThat(OperationsCompared.of(routes(0), routes(0), SOME).wrong()).isEmpty();
    assertThat(OperationsCompared.of(routes(1), routes(0), SOME).wrong()).hasSize(1);
  }

  @Test
  void what_could_be_read_before_and_can_not_be_now_is_wrong() {
    var unread = new Operations(List.of(), List.of("ROUTES: the device does not know it"));
    assertThat(OperationsCompared.of(routes(1), unread, SOME).wrong())
        .singleElement()
        .asString()
        .contains("routes", "does not know");
    assertThat(OperationsCompared.of(unread, routes(1), SOME).wrong()).isEmpty();
  }

  @Test
  void a_text_of_it_is_read_back_as_it_was() {
    var all =
        new Operations(
            List.of(
                ports("Te1/0/1", "Vlan10").seen().getFirst(),
                new Seen(Aspect.NEIGHBOURS, "show cdp neighbors", List.of(), 0),
                routes(242).seen().getFirst()),
            List.of("MAC_ADDRESSES: the device does not know it"));
    assertThat(OperationsText.read(OperationsText.write(all))).isEqualTo(all);
    assertThatThrownBy(() -> OperationsText.read(List.of("Te1/0/1")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  @Test
  void a_line_is_compared_with_what_it_belongs_to_and_not_with_where_it_stands() {
    var before =
        lines(
            """
            hostname core
            interface Te1/0/1
             shutdown
            interface Te1/0/2
             switchport mode trunk
            """);
    var moved =
        lines(
            """
            ! Last configuration change
            version 17.9
            hostname core
            !
            interface Te1/0/2
             switchport mode trunk
            interface Te1/0/1
             shutdown
            end
            """);
    var other =
        lines(
            """
            hostname core
            interface Te1/0/1
            interface Te1/0/2
             shutdown
             switchport mode trunk
            ip ssh version 2
            """);
    assertThat(ConfigurationCompared.of(before, moved, SOME).same()).isTrue();
    var compared = ConfigurationCompared.of(before, other, SOME);
    assertThat(compared.lost()).containsExactly("interface Te1/0/1 / shutdown");
    assertThat(compared.added()).containsExactly("interface Te1/0/2 / shutdown");
    assertThat(compared.lines()).first().asString().startsWith("- ");
  }

  @Test
  void a_line_that_stood_twice_is_missed_once() {
    var twice = List.of("banner", "x", "x");
    assertThat(ConfigurationCompared.of(twice, List.of("banner", "x"), SOME).lost())
        .containsExactly("x");
  }

  @Test
  void tolerances_are_numbers_that_make_sense_and_patterns() {
    assertThatThrownBy(() -> new Tolerances(-1, 0, 0, 0, 0, 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tolerances(0, 0, 0, 101, 0, 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tolerances(0, 0, 0, 0, 0, 0, 0, List.of("(")))
        .isInstanceOf(com.google.re2j.PatternSyntaxException.class);
  }
}
