package headroom.experiments.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of an experiment.
 *
 * @param name for messages
 * @param baseDirectory where the files that it names are looked for
 */
public record ExperimentSource(String name, String text, Path baseDirectory) {
  /** Larger files are refused: an experiment is written by hand. */
  static final int MAX_BYTES = 4 << 20;

  /** Reads a file; files that it names are looked for beside it. */
  public static ExperimentSource of(Path file) throws InvalidExperimentException {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      Path parent = file.toAbsolutePath().getParent();
      return new ExperimentSource(name, decode(name, in), parent == null ? Path.of("") : parent);
    } catch (NoSuchFileException e) {
      throw unreadable(name, 0, "no such file");
    } catch (IOException e) {
      throw unreadable(name, 0, Files.isDirectory(file) ? "is a directory" : "cannot be read");
    }
  }

  /**
   * Reads the text that standard input, or another stream, holds; files are looked for in the
   * working directory.
   */
  public static ExperimentSource ofStandardInput(InputStream in) throws InvalidExperimentException {
    try {
      return new ExperimentSource("-", decode("-", in), Path.of(""));
    } catch (IOException e) {
      throw unreadable("-", 0, "cannot be read");
    }
  }

  /** Decodes UTF-8 strictly. */
  static String decode(String name, InputStream in) throws IOException, InvalidExperimentException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw unreadable(name, 0, "is larger than 4 MiB; is it an experiment?");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(buffer)
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw notText(name, bytes, buffer.position());
    }
  }

  /** The bytes before {@code at} are text, the one there is not. */
  private static InvalidExperimentException notText(String name, byte[] bytes, int at) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String before = new String(bytes, lineStart, at - lineStart, StandardCharsets.UTF_8);
    int column = 1 + before.codePointCount(0, before.length());
    return unreadable(name, line, column, "is not UTF-8 text");
  }

  private static InvalidExperimentException unreadable(String name, int line, String message) {
    return unreadable(name, line, 0, message);
  }

  private static InvalidExperimentException unreadable(
      String name, int line, int column, String message) {
    return new InvalidExperimentException(
        List.of(new Problem(name, line, column, message, Problem.Severity.ERROR)));
  }
}
