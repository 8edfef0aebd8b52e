package headroom.experiments.file;

/**
 * Something to say about an experiment file.
 *
 * @param file the file's name, or the option (such as {@code --set server.workers=0}) that holds
 *     the mistake
 * @param line from 1; 0 if there is no position
 * @param column from 1; 0 if only the line is known
 */
public record Problem(String file, int line, int column, String message, Severity severity) {

  /** How bad it is. */
  public enum Severity {
    /** The experiment cannot be run. */
    ERROR,
    /** The experiment runs, but something in the file has no effect. */
    NOTE,
    /** The experiment runs, but the setting is probably not meant. */
    ADVICE
  }

  /** For instance {@code shop.yaml:12:5: unknown key "worker"}. */
  @Override
  public String toString() {
    String where =
        line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    return where + ": " + (severity == Severity.ERROR ? "" : "note: ") + message;
  }
}
