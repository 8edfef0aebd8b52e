package headroom.experiments.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  /** Takes the lock at once, and writes its number a while later. */
  private static final String SLOW_OWNER =
      """
      import java.nio.ByteBuffer;
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class SlowOwner {
        public static void main(String[] args) throws Exception {
          try (FileChannel file =
              FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            System.out.println("locked");
            Thread.sleep(200);
            file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
            System.in.read();
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void aProcessThatHasJustTakenTheLockIsNamed() throws Exception {
    Path source = directory.resolve("SlowOwner.java");
    Files.writeString(source, SLOW_OWNER, UTF_8);
    Path lock = directory.resolve("lock");
    Process owner = start(source, lock);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), UTF_8))) {
      if (!"locked".equals(out.readLine())) {
        throw new IllegalStateException("the owner did not start");
      }
      assertThatThrownBy(() -> DirectoryLock.acquire(lock, Path.of("results")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("writes to results (process " + owner.pid() + ")");
    } finally {
      owner.destroyForcibly().waitFor();
    }
  }

  private static Process start(Path source, Path lock) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, source.toString(), lock.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
