package io.hitless.event;

import io.hitless.inventory.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Something that happened. The word of each kind is published and never renamed. Jobs are named by
/// their bare id and stages by their published word, so that this package depends on nothing that
/// writes to it.
public sealed interface Event {

  /// Published word (`job.state-changed`).
  String type();

  Optional<UUID> job();

  Optional<DeviceId> device();

  /// What belongs to it, flat, for the stream; values are strings, numbers, booleans or lists of
  /// strings.
  Map<String, Object> data();

  /// The job went from one state to the next.
  record StateChanged(UUID of, DeviceId on, Optional<String> from, String to, String why, String by)
      implements Event {
    @Override
    public String type() {
      return "job.state-changed";
    }

    @Override
    public Optional<UUID> job() {
      return Optional.of(of);
    }

    @Override
    public Optional<DeviceId> device() {
      return Optional.of(on);
    }

    @Override
    public Map<String, Object> data() {
      return from.<Map<String, Object>>map(
              stage -> Map.of("from", stage, "to", to, "why", why, "by", by))
          .orElseGet(() -> Map.of("to", to, "why", why, "by", by));
    }
  }

  /// A step of the job began or ended, a verdict was reached, an action was asked for, a device
  /// said something: everything about a job that doesn't move its state.
  record JobNote(
      Kind kind,
      UUID of,
      DeviceId on,
      String summary,
      List<String> evidence,
      Map<String, Object> details)
      implements Event {
    public JobNote {
      evidence = List.copyOf(evidence);
      details = Map.copyOf(details);
    }

    @Override
    public String type() {
      return kind.word;
    }

    @Override
    public Optional<UUID> job() {
      return Optional.of(of);
    }

    @Override
    public Optional<DeviceId> device() {
      return Optional.of(on);
    }

    @Override
    public Map<String, Object> data() {
      var all = new java.util.LinkedHashMap<String, Object>(details);
      all.put("summary", summary);
      all.put("evidence", evidence);
      return all;
    }
  }

  /// The kinds of [JobNote].
  enum Kind {
    STEP_STARTED("job.step-started"),
    STEP_ENDED("job.step-ended"),
    /// How far a copy is.
    STEP_PROGRESSED("job.step-progressed"),
    DEVICE_LOG("job.device-log"),
    NEEDS_OPERATOR("job.needs-operator"),
    /// An intent was committed: the command is about to be sent.
    COMMAND_INTENDED("job.command-intended"),
    /// What the device answered to it.
    COMMAND_ANSWERED("job.command-answered"),
    /// After a doubt: what was intended, what was found, what follows.
    RECONCILED("job.reconciled"),
    ACTION_REQUESTED("job.action-requested"),
    /// The job came to where a second person has to say yes.
    APPROVAL_WANTED("job.approval-wanted"),
    APPROVED("job.approved"),
    DENIED("job.denied"),
    /// Somebody goes on without a second person: an alarm.
    GLASS_BROKEN("security.break-glass"),
    AUTO_ABORT_ALERT("job.auto-abort-alert"),
    /// The job was due but nothing would have taken it up: a fault, and it was repaired.
    TURN_RESTORED("job.turn-restored");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Something about the service's own safety.
  record SecurityNote(String type, Map<String, Object> data) implements Event {
    /// A row of the log is not as it was sealed.
    public static final String CHAIN_BROKEN = "security.audit-chain-broken";

    public SecurityNote {
      data = Map.copyOf(data);
    }

    @Override
    public Optional<UUID> job() {
      return Optional.empty();
    }

    @Override
    public Optional<DeviceId> device() {
      return Optional.empty();
    }
  }

  /// Something about a device outside any job.
  record DeviceNote(String type, DeviceId on, Optional<UUID> job, Map<String, Object> data)
      implements Event {
    public static final String FACTS_CHANGED = "device.facts-changed";
    public static final String HOST_KEY_CHANGED = "security.host-key-changed";
    public static final String CHECK_WAIVED = "device.check-waived";
    public static final String WAIVER_REVOKED = "device.waiver-revoked";
    public static final String HOST_KEY_PROPOSED = "security.host-key-proposed";
    public static final String HOST_KEY_DENIED = "security.host-key-denied";
    public static final String FOUR_EYES_LIFTED = "security.four-eyes-lifted";
    public static final String HOST_KEY_PINNED = "security.host-key-pinned";

    public DeviceNote {
      data = Map.copyOf(data);
    }

    @Override
    public Optional<DeviceId> device() {
      return Optional.of(on);
    }
  }
}
