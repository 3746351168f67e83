package io.hitless.job.step;

import io.hitless.device.ImageContent;
import io.hitless.image.Image;
import io.hitless.job.CopyCaps;
import io.hitless.job.CopySlots;
import io.hitless.job.Job;
import java.util.Optional;
import java.util.function.Function;

/// What images are copied with: how much of it at once, and where the content is that the service
/// sends itself.
///
/// @param contents the uploaded content of an image, if it is here
public record Copying(
    CopySlots slots, CopyCaps caps, Function<Image, Optional<ImageContent>> contents) {

  /// Nobody waits for anybody, and nothing was uploaded.
  public static Copying unlimited() {
    return new Copying(new NoSlots(), CopyCaps.NONE, image -> Optional.empty());
  }

  CopyCaps.Cap cap(Job job) {
    return caps.at(job.order().site());
  }

  private static final class NoSlots implements CopySlots {
    @Override
    public Answer ask(Job job, CopyCaps.Cap cap, boolean metered) {
      return new Answer.Granted();
    }

    @Override
    public Optional<Long> moving(Job job, CopyCaps.Cap cap, long bytesPerSecond) {
      return cap.bytesPerSecond();
    }

    @Override
    public void free(Job job) {}
  }
}
