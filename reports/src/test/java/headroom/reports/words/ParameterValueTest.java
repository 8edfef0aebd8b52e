package headroom.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParameterValueTest {
  @Test
  void theNumberInsideAnArrivalProcessIsTheValue() {
    ParameterValue value = ParameterValue.of("poisson(200/s)");
    assertThat(value.label()).isEqualTo("200/s");
    assertThat(value.number()).isEqualTo(200);
    assertThat(value.shape()).isEqualTo(ParameterValue.of("poisson(30/m)").shape());
  }

  @Test
  void durationsOfDifferentUnitsAreComparable() {
    assertThat(ParameterValue.of("4ms").number()).isEqualTo(0.004);
    assertThat(ParameterValue.of("1.5s").number()).isEqualTo(1.5);
    assertThat(ParameterValue.of("4ms").shape()).isEqualTo(ParameterValue.of("1.5s").shape());
  }

  @Test
  void textsWithoutOneNumberHaveNone() {
    assertThat(ParameterValue.of("off").number()).isNaN();
    assertThat(ParameterValue.of("lognormal(4ms, cv=1.5)").number()).isNaN();
    assertThat(ParameterValue.of(8L)).isEqualTo(new ParameterValue("8", "", 8));
  }
}
