package headroom.experiments.file;

import java.util.List;

/**
 * A number of a file that can be turned.
 *
 * @param id of this knob among those of its file
 * @param name of the number: the key with ids of steps, and the argument's name
 * @param group the part of the service that it belongs to; {@link Knobs#FIRST} for what is changed
 *     first
 * @param value the number as the file has it, or the default; empty if there is neither
 * @param stops values that the reader accepts, the lowest first, a word such as {@code off} at the
 *     end where it belongs; the file's own is one of them
 * @param place where the number stands
 */
public record Knob(
    String id, String name, String group, String value, List<String> stops, Place place) {

  public Knob {
    stops = List.copyOf(stops);
  }

  /**
   * Where a number stands.
   *
   * @param key path of the value that holds it
   * @param text the whole value
   * @param start where in the text the number begins
   */
  public record Place(String key, String text, int start) {}

  /** The path of the value that holds the number. */
  public String key() {
    return place.key();
  }

  Knob withStops(List<String> accepted) {
    return new Knob(id, name, group, value, accepted, place);
  }
}
