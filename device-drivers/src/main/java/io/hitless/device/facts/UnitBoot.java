package io.hitless.device.facts;

import java.util.List;

/// What one unit will boot at its next reload.
///
/// @param unit as printed (`Switch 1`, `active`, `standby`)
/// @param manual whether it would stop at the boot loader; `UNSTATED` when the device prints
///   nothing of it
/// @param images the boot variable, in order
public record UnitBoot(String unit, Manual manual, List<String> images) {
  public UnitBoot {
    images = List.copyOf(images);
  }

  /// `Manual Boot = yes`, `= no`; a variable that "does not exist" is `NO`.
  public enum Manual {
    YES,
    NO,
    UNSTATED
  }
}
