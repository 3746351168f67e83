package io.hitless.readiness;

import io.hitless.device.facts.Reading;
import io.hitless.device.facts.Storage;
import io.hitless.device.facts.StoredFile;
import io.hitless.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether every unit has room for the image and for what is unpacked from it, about as much again
/// and never less than the gigabyte beyond the image that Cisco's guide asks for. What of it is
/// there already is not needed once more: an image that lies whole on the answering unit's flash
/// leaves only the unpacking there. The other units get their copy while packages are added, so
/// they need room for both.
final class FlashSpace implements Check {
  @Override
  public String id() {
    return "flash-space";
  }

  @Override
  public boolean waivable() {
    return true;
  }

  @Override
  public CheckResult look(Subject subject) {
    Reading<List<Storage>> storage = subject.readings().storage();
    Finding finding = Finding.on(storage);
    List<Storage> units = storage.value();
    long room = subject.thresholds().roomBytes();
    long unpacked = subject.image().map(image -> Math.max(room, image.sizeBytes())).orElse(room);
    long both = unpacked + subject.image().map(Image::sizeBytes).orElse(0L);
    long onActive = both;
    if (subject.image().isPresent() && !units.isEmpty()) {
      Image image = subject.image().get();
      Reading<Optional<StoredFile>> file =
          subject.readings().file(Flash.path(subject.readings(), image));
      finding.and(file);
      boolean whole = file.value().filter(f -> f.bytes() == image.sizeBytes()).isPresent();
      onActive = whole ? unpacked : both;
    }
    List<String> said = new ArrayList<>();
    boolean enough = true;
    for (int i = 0; i < units.size(); i++) {
      long needed = i == 0 ? onActive : both;
      enough &= units.get(i).freeBytes() >= needed;
      said.add(
          "%s has %s free of the %s it needs"
              .formatted(units.get(i).fileSystem(), size(units.get(i).freeBytes()), size(needed)));
    }
    String sentence = String.join(", ", said) + ".";
    if (!enough) {
      return finding.fail(this, "Too little space: " + sentence);
    }
    return units.size() < Subject.UNITS
        ? finding.unknown(this, "The space of only one unit could be read: " + sentence)
        : finding.pass(this, "Every unit has room: " + sentence);
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
  }
}
