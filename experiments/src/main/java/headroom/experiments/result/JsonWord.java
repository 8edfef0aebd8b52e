package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** An enum whose values stand in a file as words in lower case. */
public interface JsonWord {
  /** The name of the constant. */
  String name();

  /** As it stands in a file. */
  @JsonValue
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
