package headroom.experiments.file;

/** A text that is not what it should be; caught where the text's place is known. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  private final String explanation;
  private final int offset;

  /**
   * A mistake {@code offset} characters into the text.
   *
   * @param explanation what to tell the user
   */
  Malformed(String explanation, int offset) {
    super(explanation, null, false, false);
    this.explanation = explanation;
    this.offset = offset;
  }

  String explanation() {
    return explanation;
  }

  int offset() {
    return offset;
  }
}
