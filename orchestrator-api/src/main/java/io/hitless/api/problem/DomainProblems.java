package io.hitless.api.problem;

import io.hitless.access.ApiKeys;
import io.hitless.access.Right;
import io.hitless.approval.NotASecondPerson;
import io.hitless.approval.Stale;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.job.Action;
import io.hitless.job.IllegalInState;
import io.hitless.job.Jobs;
import io.hitless.job.NoSuchJob;
import io.hitless.job.OrderRefused;
import io.hitless.page.Changed;
import io.hitless.page.UnknownCursor;
import io.hitless.readiness.UnknownReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the core's refusals are in HTTP.
final class DomainProblems {
  private DomainProblems() {}

  /// Absent when `failure` is none of the core's refusals.
  static Optional<Rejection> of(Exception failure) {
    return Optional.ofNullable(
        switch (failure) {
          case Devices.NameTaken taken -> new Rejection(Code.NAME_TAKEN, said(taken));
          case Images.FilenameTaken taken -> new Rejection(Code.FILENAME_TAKEN, said(taken));
          case Devices.StillInUse used -> new Rejection(Code.STILL_IN_USE, said(used));
          case ApiKeys.NameTaken taken -> new Rejection(Code.NAME_TAKEN, said(taken));
          case ApiKeys.LastAdministrator last -> lastAdministrator(last);
          case Changed changed -> new Rejection(Code.STALE, said(changed));
          case UnknownCursor unknown -> new Rejection(Code.UNKNOWN_CURSOR, said(unknown));
          case NotASecondPerson first -> notASecondPerson(first);
          case Stale stale ->
              new Rejection(Code.STALE, said(stale))
                  .withHeader("ETag", "\"" + stale.digest() + "\"");
          case NoSuchJob none -> new Rejection(Code.NOT_FOUND, said(none));
          case Jobs.DeviceBusy busy -> deviceBusy(busy);
          case IllegalInState illegal -> illegal(illegal);
          case OrderRefused refused -> refused(refused);
          case UnknownReference unknown -> unknown(unknown);
          default -> null;
        });
  }

  private static Rejection deviceBusy(Jobs.DeviceBusy busy) {
    String id = busy.open().toString();
    return new Rejection(Code.DEVICE_BUSY, said(busy))
        .withMore("job", Map.of("id", id, "href", "/api/v1/jobs/" + id));
  }

  private static Rejection lastAdministrator(ApiKeys.LastAdministrator last) {
    String next = "make another key with the role ADMIN first";
    return new Rejection(Code.BLOCKED, said(last) + ": " + next)
        .withBlockedBy(
            List.of(new BlockedBy("last-administrator", List.of(said(last)), Optional.empty())));
  }

  private static Rejection notASecondPerson(NotASecondPerson first) {
    return new Rejection(Code.FORBIDDEN, said(first))
        .withBlockedBy(
            List.of(
                new BlockedBy(
                    "four-eyes", List.of(first.why()), first.waivableBy().map(Right::word))));
  }

  private static Rejection illegal(IllegalInState illegal) {
    return new Rejection(Code.ILLEGAL_IN_STATE, said(illegal))
        .withMore("state", illegal.stage())
        .withMore("legalActions", illegal.legal().stream().sorted().map(Action::word).toList());
  }

  private static Rejection refused(OrderRefused refused) {
    return switch (refused.kind()) {
      case UNKNOWN_REFERENCE, INVALID ->
          Rejection.invalid(
              List.of(new Violation(refused.pointer(), refused.code(), said(refused))));
      case CONFLICT ->
          new Rejection(Code.BLOCKED, said(refused))
              .withBlockedBy(
                  List.of(new BlockedBy(refused.code(), List.of(said(refused)), Optional.empty())));
    };
  }

  private static Rejection unknown(UnknownReference unknown) {
    return unknown.pointer().isEmpty()
        ? new Rejection(Code.NOT_FOUND, said(unknown))
        : Rejection.invalid(
            List.of(new Violation(unknown.pointer(), unknown.code(), said(unknown))));
  }

  private static String said(Exception failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
