package io.hitless.api.demo;

import io.hitless.device.sim.ImageCatalogue;
import io.hitless.device.sim.Profile;
import io.hitless.device.sim.SimulatedSwitch;
import io.hitless.device.sim.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One simulated pair of each profile, on ports of this machine.
final class DemoFleet implements AutoCloseable {
  static final Enrolment.Login LOGIN =
      new Enrolment.Login("hitless", "demo-password", "demo-enable");

  private static final List<String> SITES = List.of("fra", "muc", "ber");

  private final List<Member> members = new ArrayList<>();

  /// A switch of the fleet and what it is to become.
  record Member(String name, String site, Profile profile, SimulatedSwitch device) {
    ImageCatalogue.Image target() {
      return ImageCatalogue.target(profile);
    }

    /// Whether the switch itself, asked behind the service's back, runs the target on both units,
    /// committed and at peace.
    boolean isUpgraded() {
      Snapshot truth = device.snapshot();
      return truth.issuState().equals("none")
          && truth.terminal()
          && truth.units().size() == 2
          && truth.units().stream()
              .allMatch(unit ->
                  unit.version().equals(target().version())
                      && "C".equals(unit.packages().get(target().version())));
    }
  }

  /// @param scale how long a real second lasts on the simulated switches (1/60: an hour in a
  ///   minute)
  static DemoFleet start(double scale) {
    DemoFleet fleet = new DemoFleet();
    for (Profile profile : Profile.all()) {
      String site = SITES.get(fleet.members.size() % SITES.size());
      String name = "core-" + (fleet.members.size() / SITES.size() + 1) + "." + site;
      SimulatedSwitch device =
          SimulatedSwitch.builder()
              .profile(profile)
              .hostname(name.replace('.', '-'))
              .scale(scale)
              .username(LOGIN.username())
              .password(LOGIN.password())
              .enableSecret(LOGIN.enableSecret())
              .start();
      fleet.members.add(new Member(name, site, profile, device));
    }
    return fleet;
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  List<Enrolment.Candidate> candidates() {
    return members.stream()
        .map(member ->
            new Enrolment.Candidate(
                member.name(),
                member.device().address(),
                member.device().port(),
                member.site().toUpperCase(Locale.ROOT),
                member.device().hostKeys(),
                member.target()))
        .toList();
  }

  @Override
  public void close() {
    members.forEach(member -> member.device().close());
  }
}
