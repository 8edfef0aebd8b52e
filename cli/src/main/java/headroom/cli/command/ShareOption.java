package headroom.cli.command;

/** Shares that the user names in options. */
final class ShareOption {
  private ShareOption() {}

  /** The share that {@code text}, the value of {@code option}, says: {@code 2%} or {@code 0.02}. */
  static double parse(String option, String text) {
    boolean perCent = text.endsWith("%");
    try {
      double number = Double.parseDouble(perCent ? text.substring(0, text.length() - 1) : text);
      double share = perCent ? number / 100 : number;
      if (share >= 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInputException(
        option + " " + text + ": expected a share below 100% such as 2% or 0.02");
  }
}
