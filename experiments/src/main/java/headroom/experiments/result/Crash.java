package headroom.experiments.result;

import java.util.Map;

/**
 * The runtime has ended the process, in the first replication in which it did.
 *
 * @param atS from the start of the run, warm-up included
 * @param message what Go prints; the last line begins with "fatal error: " or "panic: "
 * @param goroutines live goroutines at that moment by wait reason
 */
public record Crash(double atS, String message, Map<String, Integer> goroutines) {
  public Crash {
    atS = Figures.rounded(atS);
    goroutines = Figures.inOrder(goroutines);
  }

  /** The line that begins with "fatal error: " or "panic: ". */
  public String fatalError() {
    return message.substring(message.lastIndexOf('\n') + 1);
  }
}
