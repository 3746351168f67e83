package io.hitless.image;

import io.hitless.device.ImageContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// The content of images that the service sends itself: one file an image in a folder, called by
/// its id and the hashes that were computed while it came in.
///
/// A file gets its name only once all of it is on the disk and is what the register says, so that
/// whatever has a name is whole. Several replicas need one folder that all of them see.
public final class ImageStore {
  /// An upload that broke off leaves a part; one that is still coming is younger.
  private static final Duration ABANDONED = Duration.ofDays(1);

  /// Left free for the database and the log, which may live on the same disk.
  private static final long ROOM = 512L * 1024 * 1024;

  private static final int PIECE = 64 * 1024;

  private final Path folder;

  /// @throws IOException when the folder can be neither found nor made
  public ImageStore(Path folder, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    Instant old = clock.instant().minus(ABANDONED);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  /// What became of an upload. Nothing is kept but what is [Kept].
  public sealed interface Upload {

    record Kept() implements Upload {}

    /// @param atLeast bytes that came; no more than one beyond the wanted size is ever read
    record WrongSize(long atLeast) implements Upload {}

    /// @param algorithm of the hash that differs
    /// @param found what the content hashes to
    record WrongHash(String algorithm, String found) implements Upload {}

    /// @param free bytes that the disk has
    record NoRoom(long free) implements Upload {}
  }

  /// Reads `bytes` to their end, and no further than the image is long.
  ///
  /// @throws IOException when reading or writing broke off
  public Upload keep(Image image, InputStream bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free - ROOM < image.sizeBytes()) {
      return new Upload.NoRoom(free);
    }
    Path part = Files.createTempFile(folder, image.id() + ".", ".part");
    try {
      return keep(image, bytes, part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Upload keep(Image image, InputStream bytes, Path part) throws IOException {
    MessageDigest md5 = digest("MD5");
    MessageDigest sha512 = digest("SHA-512");
    long length = 0;
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE);
        OutputStream to = Channels.newOutputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
        length += read;
        if (length > image.sizeBytes()) {
          return new Upload.WrongSize(length);
        }
        md5.update(piece, 0, read);
        sha512.update(piece, 0, read);
        to.write(piece, 0, read);
      }
      file.force(true);
    }
    if (length != image.sizeBytes()) {
      return new Upload.WrongSize(length);
    }
    String foundMd5 = HexFormat.of().formatHex(md5.digest());
    String foundSha512 = HexFormat.of().formatHex(sha512.digest());
    if (image.sha512().filter(wanted -> !wanted.equals(foundSha512)).isPresent()) {
      return new Upload.WrongHash("sha512", foundSha512);
    }
    if (image.md5().filter(wanted -> !wanted.equals(foundMd5)).isPresent()) {
      return new Upload.WrongHash("md5", foundMd5);
    }
    Path whole = folder.resolve(image.id() + "." + foundMd5 + "." + foundSha512 + ".bin");
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forget(image.id(), Optional.of(whole));
    return new Upload.Kept();
  }

  /// The content, if it is here and is what the register says now.
  public Optional<ImageContent> content(Image image) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, image.id() + ".*.bin")) {
      for (Path file : files) {
        if (Files.size(file) == image.sizeBytes() && named(file, image)) {
          return Optional.of(new InFile(file, image.sizeBytes()));
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static boolean named(Path file, Image image) {
    String[] parts = String.valueOf(file.getFileName()).split("\\.", -1);
    return parts.length == 4
        && image.md5().map(parts[1]::equals).orElse(true)
        && image.sha512().map(parts[2]::equals).orElse(true);
  }

  /// Deletes the content of an image that is not registered any more.
  public void forget(ImageId id) throws IOException {
    forget(id, Optional.empty());
  }

  private void forget(ImageId id, Optional<Path> but) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, id + ".*.bin")) {
      for (Path file : files) {
        if (but.filter(file::equals).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private record InFile(Path file, long bytes) implements ImageContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
