package headroom.experiments.file;

import java.util.List;

/**
 * A number of a file that can be turned.
 *
 * @param id of this knob among those of its file
 * @param key path of the value that holds the number
 * @param name of the number: the key with ids of steps, and the argument's name
 * @param group the part of the service that it belongs to; {@link Knobs#FIRST} for what is changed
 *     first
 * @param value the number as the file has it, or the default; empty if there is neither
 * @param stops values that the reader accepts, the lowest first, a word such as {@code off} at the
 *     end where it belongs; the file's own is one of them
 * @param whole the text of the whole value
 */
public record Knob(
    String id,
    String key,
    String name,
    String group,
    String value,
    List<String> stops,
    Whole whole) {
  public Knob {
    stops = List.copyOf(stops);
  }

  /** The text of a value, and where in it the number begins. */
  public record Whole(String text, int start) {}

  Knob withStops(List<String> accepted) {
    return new Knob(id, key, name, group, value, accepted, whole);
  }
}
