package headroom.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Failures of reading and writing files, in words. */
final class FileFailure {
  private FileFailure() {}

  /** For instance {@code results: permission denied}. */
  static String words(IOException failure) {
    if (failure instanceof FileSystemException named) {
      return named.getFile() == null ? reason(named) : named.getFile() + ": " + reason(named);
    }
    String message = failure.getMessage();
    return message == null ? "cannot be read or written" : lowerCase(message);
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "is not a directory";
    }
    String reason = failure.getReason();
    return reason == null ? "cannot be read or written" : lowerCase(reason);
  }

  /** The system's messages begin with a capital letter, ours with names, which stay as they are. */
  private static String lowerCase(String message) {
    boolean sentence = message.matches("[A-Z][a-z]+( .*)?");
    return sentence
        ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
        : message;
  }
}
