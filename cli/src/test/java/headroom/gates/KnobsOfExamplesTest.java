package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Knob;
import headroom.experiments.file.KnobSettings;
import headroom.experiments.file.Knobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example can be turned, at both ends of every slider. */
class KnobsOfExamplesTest {
  static List<Path> examples() {
    return DocsTest.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void bothEndsOfEverySliderAreValid(Path file) throws Exception {
    Knobs knobs = Knobs.of(ExperimentSource.of(Repository.ROOT.resolve(file)), List.of());
    assertThat(knobs.all()).hasSizeGreaterThan(7).extracting(Knob::key).contains("load");
    for (Knob knob : knobs.all()) {
      List<String> stops = knob.stops();
      assertThat(stops).as(knob.id()).contains(knob.value()).hasSizeGreaterThan(1);
      for (String stop : List.of(stops.get(0), stops.get(stops.size() - 1))) {
        KnobSettings turned = new KnobSettings(knobs, Map.of(knob.id(), stop));
        assertThat(turned.refused()).isEmpty();
        knobs.at(turned.settings()); // or it throws
      }
    }
  }
}
