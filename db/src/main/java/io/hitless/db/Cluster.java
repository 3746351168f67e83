package io.hitless.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one PostgreSQL cluster and the process that serves them, handled by PostgreSQL's
/// own programs.
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String OURS = "hitless.conf";

  /// Recovery after a crash of the machine may take its time.
  private static final String START_SECONDS = "300";

  private static final String STOP_SECONDS = "60";

  private final PostgresBinaries binaries;
  private final Path files;
  private final Path startLog;
  private final boolean root;
  private final Keeping keeping;

  /// @param directory absolute; the cluster's files and logs are kept in it
  /// @param root whether we run as root, which PostgreSQL refuses to do: it is then started in a
  ///   user namespace, where it is nobody
  Cluster(PostgresBinaries binaries, Path directory, boolean root, Keeping keeping) {
    this.binaries = binaries;
    this.files = directory.resolve("cluster");
    this.startLog = directory.resolve("start.log");
    this.root = root;
    this.keeping = keeping;
  }

  /// Whether what is committed outlives a power failure. Only tests may do without.
  enum Keeping {
    DURABLE("on"),
    FLEETING("off");

    private final String fsync;

    Keeping(String fsync) {
      this.fsync = fsync;
    }
  }

  /// Makes the files if there are none, whole or not at all.
  void create(Path passwordFile) throws IOException {
    if (Files.isDirectory(files)) {
      String major = Files.readString(files.resolve("PG_VERSION")).strip();
      if (!major.equals("17")) {
        throw new IOException(
            "the data in " + files + " was written by PostgreSQL " + major + "; this one is 17");
      }
      return;
    }
    Path unfinished = files.resolveSibling("creating-" + UUID.randomUUID());
    run(
        "initdb",
        List.of(
            "-D",
            unfinished.toString(),
            "-U",
            HousePostgres.USER,
            "-A",
            "scram-sha-256",
            "--pwfile=" + passwordFile,
            "-E",
            "UTF8",
            "--locale=C",
            "--data-checksums"));
    Files.writeString(
        unfinished.resolve("postgresql.conf"),
        "# Everything is in the file below, which is written anew at each start.\n"
            + "include '"
            + OURS
            + "'\n");
    Files.move(unfinished, files, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Writes the settings; true when they were other ones.
  boolean configure(int port) throws IOException {
    Path ours = files.resolve(OURS);
    String settings = settings(port);
    if (Files.exists(ours) && Files.readString(ours).equals(settings)) {
      return false;
    }
    Files.writeString(ours, settings);
    return true;
  }

  private String settings(int port) {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    password_encryption = 'scram-sha-256'
    fsync = %s
    full_page_writes = on
    synchronous_commit = on
    max_connections = 100
    shared_buffers = '128MB'
    jit = off
    timezone = 'UTC'
    log_timezone = 'UTC'
    logging_collector = on
    log_directory = '%s'
    log_filename = 'postgresql-%%a.log'
    log_rotation_age = '1d'
    log_truncate_on_rotation = on
    """
        .formatted(port, keeping.fsync, files.resolveSibling("log").toString().replace("'", "''"));
  }

  /// The process that serves these files, left over from a process of ours that was killed,
  /// whatever release started it.
  Optional<ProcessHandle> orphan() throws IOException {
    return written().filter(this::servesTheseFiles);
  }

  /// The living process whose number was written down; that may be somebody else by now.
  private Optional<ProcessHandle> written() throws IOException {
    Path pidFile = files.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return Files.readAllLines(pidFile).stream()
        .findFirst()
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
        .filter(ProcessHandle::isAlive);
  }

  private boolean servesTheseFiles(ProcessHandle process) {
    List<String> words = List.of(process.info().arguments().orElse(new String[0]));
    int option = words.indexOf("-D");
    return !isSomethingElse(process)
        && option >= 0
        && option + 1 < words.size()
        && files.equals(Path.of(words.get(option + 1)));
  }

  private static boolean isSomethingElse(ProcessHandle process) {
    return process.info().command().map(path -> !Path.of(path).endsWith("postgres")).orElse(false);
  }

  /// Whether `process` runs the very programs that we would start.
  boolean runsOurBinaries(ProcessHandle process) throws IOException {
    Path ours = binaries.program("postgres").toRealPath();
    return process.info().command().map(path -> Path.of(path).equals(ours)).orElse(false);
  }

  void start() throws IOException {
    // PostgreSQL itself refuses when the number belongs to any living process. Where that process
    // may be another PostgreSQL, it shall.
    if (written().map(Cluster::isSomethingElse).orElse(false)) {
      Files.delete(files.resolve("postmaster.pid"));
    }
    Files.createDirectories(files.resolveSibling("log"));
    try {
      run(
          "pg_ctl",
          List.of(
              "start",
              "-w",
              "-t",
              START_SECONDS,
              "-D",
              files.toString(),
              "-l",
              startLog.toString()));
    } catch (IOException failed) {
      throw new IOException(failed.getMessage() + "\n" + whatItSaid(), failed);
    }
  }

  /// Ends the server: open transactions are rolled back, everything committed is on the disk.
  void stop() throws IOException {
    try {
      run(
          "pg_ctl",
          List.of("stop", "-w", "-t", STOP_SECONDS, "-m", "fast", "-D", files.toString()));
    } catch (IOException stubborn) {
      LOG.warn("PostgreSQL didn't stop: {}; it is stopped the hard way", stubborn.getMessage());
      run(
          "pg_ctl",
          List.of("stop", "-w", "-t", STOP_SECONDS, "-m", "immediate", "-D", files.toString()));
    }
  }

  private void run(String program, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(List.of("unshare", "-U", "--"));
    }
    command.add(binaries.program(program).toString());
    command.addAll(arguments);
    // A file, not a pipe: the server inherits it, and a pipe would end only with the server.
    Path output = Files.createTempFile(files.getParent(), program, ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(binaries.home().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            program + " ended with " + status + ": " + Files.readString(output).strip() + hint());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " was at work", stopped);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private String hint() {
    return root
        ? " (PostgreSQL refuses to run as root; as root we start it in a user namespace, which"
            + " containers often forbid: run the service as another user)"
        : "";
  }

  /// The end of what the server said while it started.
  private String whatItSaid() {
    try (Stream<Path> logs = Files.list(files.resolveSibling("log"))) {
      Optional<Path> newest =
          logs.max(Comparator.comparingLong(log -> log.toFile().lastModified()));
      var said = new ArrayList<>(Files.exists(startLog) ? Files.readAllLines(startLog) : List.of());
      if (newest.isPresent()) {
        said.addAll(Files.readAllLines(newest.get()));
      }
      return String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
