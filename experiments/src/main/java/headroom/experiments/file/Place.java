package headroom.experiments.file;

/**
 * Where something stands.
 *
 * @param line from 1; 0 if there is no position
 * @param column from 1; 0 if only the line is known
 */
record Place(String file, int line, int column) {

  /** A place without a position: an option of the command line. */
  static Place ofOption(String origin) {
    return new Place(origin, 0, 0);
  }

  /** The place {@code columns} further right. */
  Place plus(int columns) {
    return line == 0 ? this : new Place(file, line, column + columns);
  }
}
