package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server.workers=1..4     | 1,2,3,4",
        "server.workers=2,8,unbounded | 2,8,unbounded",
        "machine.memory=1GiB..3GiB | 1GiB,2GiB,3GiB",
        "machine.memory=1..3GiB  | 1GiB,2GiB,3GiB",
      })
  void listsTheValues(String assignment, String values) {
    assertThat(KeyRange.parse(assignment).values()).isEqualTo(Arrays.asList(values.split(",")));
  }

  @Test
  void aWideRangeIsTriedInEvenRatios() {
    List<String> values = KeyRange.parse("server.workers=1..128").values();
    assertThat(values).hasSizeLessThanOrEqualTo(KeyRange.MOST_VALUES);
    assertThat(values).startsWith("1", "2").endsWith("93", "128").doesNotHaveDuplicates();
    assertThat(KeyRange.parse("server.queue=0..1000").values()).startsWith("0", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=7", "a=4..4", "a=5..2", "a=1MiB..2GiB", "a=..3", "a=1.5..2.5", "a"})
  void refusesWhatIsNoRange(String assignment) {
    assertThatThrownBy(() -> KeyRange.parse(assignment))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
