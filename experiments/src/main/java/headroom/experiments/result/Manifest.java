package headroom.experiments.result;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an output directory holds of ours: the content of {@code .headroom/manifest.json}. A file
 * that is not listed, or whose content is not the listed one any more, is the user's.
 *
 * @param schema version of the format: 1
 * @param origin where the results come from
 * @param files SHA-256 of each file by its path in the directory, with slashes
 */
record Manifest(int schema, Origin origin, Map<String, String> files) {
  private static final int SCHEMA = 1;
  private static final String NO_MANIFEST = "not a manifest of headroom";
  private static final int BUFFER_BYTES = 1 << 16;

  Manifest {
    Objects.requireNonNull(origin, "origin");
    files = Figures.inOrder(files);
  }

  Manifest(Origin origin, Map<String, String> files) {
    this(SCHEMA, origin, files);
  }

  /** Reads {@code file}; null if it is not there. */
  static @Nullable Manifest read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    String json;
    try (InputStream in = new FileInputStream(file.toFile())) {
      json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Manifest manifest = ResultFile.read(json, Manifest.class, NO_MANIFEST);
    if (manifest.schema() != SCHEMA) {
      throw new IOException(NO_MANIFEST + " of version " + SCHEMA);
    }
    for (String name : manifest.files().keySet()) {
      if (!isInside(name)) {
        throw new IOException(NO_MANIFEST + ": it lists " + name);
      }
    }
    return manifest;
  }

  /** Whether {@code name} is a file below the directory, and not one of those that keep order. */
  private static boolean isInside(String name) {
    try {
      Path path = Path.of(name);
      boolean plain = !path.isAbsolute() && path.normalize().equals(path);
      return plain && !path.startsWith("..") && !path.startsWith(OutputDirectory.OWN);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Writes it to {@code file}. */
  void write(Path file) throws IOException {
    Files.writeString(file, ResultFile.text(this), StandardCharsets.UTF_8);
  }

  /** Whether the file {@code name} of {@code directory} is there, and is as it was written. */
  boolean holds(Path directory, String name) throws IOException {
    String listed = files.get(name);
    Path file = directory.resolve(name);
    return listed != null
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && listed.equals(hash(file));
  }

  /** SHA-256 of a file, 64 hexadecimal digits. */
  static String hash(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
