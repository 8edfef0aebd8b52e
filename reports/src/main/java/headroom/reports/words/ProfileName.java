package headroom.reports.words;

/** What a cost profile is worth, in words. */
public final class ProfileName {
  private ProfileName() {}

  /** The profile, and whose constants it holds. */
  public static String explained(String profile) {
    return switch (profile) {
      case "ideal" -> "ideal: every cost of the kernel and the runtime is zero";
      case "linux", "reference" ->
          profile
              + ". Its constants are not measured on your machine; profile: in the experiment file, or"
              + " --profile FILE, replaces any of them";
      default ->
          profile
              + ". What it does not set comes from a built-in profile, whose constants are not measured"
              + " on your machine";
    };
  }
}
