package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.ChoiceResult.Tried;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static Tried tried(
      String name, double cost, double p99Ms, @Nullable Long bytes, boolean met) {
    return new Tried(Map.of("name", name), cost, p99Ms, bytes, met, false);
  }

  private static List<Object> front(Tried... tried) {
    return SettingPlanner.front(List.of(tried)).stream()
        .filter(Tried::unbeaten)
        .map(each -> each.setting().get("name"))
        .toList();
  }

  @Test
  void whatIsAsGoodInAllIsBeaten() {
    assertThat(
            front(
                tried("dear", 3, 100, null, true),
                tried("fast", 3, 50, null, true),
                tried("cheap", 1, 90, null, true),
                tried("between", 2, 95, null, true)))
        .containsExactly("fast", "cheap");
  }

  @Test
  void whatMissesTheSloBeatsNothing() {
    assertThat(front(tried("missed", 1, 10, null, false), tried("met", 2, 20, null, true)))
        .containsExactly("met");
  }

  /** Less memory for more P99 is a choice of its own. */
  @Test
  void memoryCounts() {
    assertThat(front(tried("fast", 1, 50, 200L, true), tried("small", 1, 80, 100L, true)))
        .containsExactly("fast", "small");
  }

  /** 1 % less P99 is not worth a core; of two that are as good one stays, whatever their chain. */
  @Test
  void whatIsHardlyBetterIsNoBetter() {
    assertThat(front(tried("cheap", 1, 100, null, true), tried("dear", 2, 99, null, true)))
        .containsExactly("cheap");
    assertThat(
            front(
                tried("a", 1, 100, null, true),
                tried("b", 1, 98.5, null, true),
                tried("c", 1, 97, null, true)))
        .containsExactly("c");
  }
}
