package headroom.reports.words;

/** Names of the groups of requests by what they met of the collector. */
public final class CollectorGroups {
  private CollectorGroups() {}

  /** As people read it: {@code met no cycle}. */
  public static String name(String met) {
    return switch (met) {
      case "assist" -> "helped to mark";
      case "stop" -> "met a stop of the world";
      case "marking" -> "met marking only";
      case "nothing" -> "met no cycle";
      default -> met;
    };
  }
}
