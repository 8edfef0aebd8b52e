package headroom.experiments.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps other processes, and other runs in this one, out of a directory. The operating system lets
 * go of the lock when its process ends, however it ends; the file that stays behind then is no
 * obstacle.
 */
final class DirectoryLock implements AutoCloseable {
  /**
   * Locked by this process. A lock of POSIX is lost when its process closes any descriptor of the
   * file, so a file that is in here must not even be opened.
   */
  private static final Set<Path> OURS = new TreeSet<>();

  /** One second in all: a process that has just taken the lock may have to wait for a core. */
  private static final int READS = 500;

  private static final long BETWEEN_READS_NS = 2_000_000;

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock {@code file}, which is made if it is not there. An interrupt does not end it and
   * is still to be seen afterwards.
   *
   * @param shown the directory, for the message
   * @throws IOException in words, if somebody else has it
   * @throws NoSuchFileException if the directory of {@code file} has just been removed
   */
  static DirectoryLock acquire(Path file, Path shown) throws IOException {
    synchronized (OURS) {
      if (!OURS.add(file)) {
        throw taken(shown, Long.toString(ProcessHandle.current().pid()));
      }
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return new DirectoryLock(file, lock(file, shown));
        } catch (ClosedByInterruptException e) {
          // Giving up here would leave the file behind: whoever has the lock removes it.
          interrupted |= Thread.interrupted();
        }
      }
    } catch (IOException | RuntimeException e) {
      forget(file);
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileChannel lock(Path file, Path shown) throws IOException {
    while (true) {
      createIfMissing(file);
      Object before = identity(file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean held = false;
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw taken(shown, owner(channel));
        }
        // Whoever had the lock may have removed the file since it was opened.
        held = Files.exists(file) && identity(file).equals(before);
        if (held) {
          channel.truncate(0);
          String pid = Long.toString(ProcessHandle.current().pid());
          channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
          return channel;
        }
      } finally {
        if (!held) {
          channel.close();
        }
      }
    }
  }

  private static void createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // left behind, or in use: the lock will tell
    }
  }

  private static Object identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key; // file systems without such a key do not remove open files
  }

  /** The process that has the lock; it may just be about to write its number. */
  private static String owner(FileChannel channel) throws IOException {
    String pid = content(channel);
    for (int i = 0; pid.isEmpty() && i < READS; i++) {
      LockSupport.parkNanos(BETWEEN_READS_NS);
      pid = content(channel);
    }
    return pid;
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  private static IOException taken(Path shown, String pid) {
    String process = pid.matches("[0-9]+") ? " (process " + pid + ")" : "";
    return new IOException(
        "another run writes to "
            + shown
            + process
            + "; wait until it has ended, or choose another --out");
  }

  private static void forget(Path file) {
    synchronized (OURS) {
      OURS.remove(file);
    }
  }

  /** Removes the file and lets go of the lock, in this order. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      channel.close();
      forget(file);
    }
  }
}
