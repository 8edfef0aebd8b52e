package headroom.cli.command;

import java.io.Serial;

/** The user named something that cannot be used; the message says what and what would be right. */
final class BadInputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String words;

  BadInputException(String message) {
    super(message);
    words = message;
  }

  String words() {
    return words;
  }
}
