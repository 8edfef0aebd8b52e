package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewIdleTest {
  private final NewIdle newIdle = new NewIdle();

  /** At first 1 + 512 of 1024 sides of the die. */
  @Test
  void itLooksInHalfOfTheCasesAtFirst() {
    assertThat(newIdle.looks(0.501)).isTrue();
    assertThat(newIdle.looks(0.503)).isFalse();
  }

  /** A look that is drawn in half of the cases counts for two. */
  @Test
  void itLooksMoreOftenWithSuccess() {
    int looks = 0;
    for (int i = 0; i < 4_096; i++) {
      if (newIdle.looks(i % 64 / 64.0)) {
        looks++;
        newIdle.looked(true);
      }
    }
    assertThat(looks).isGreaterThan(2_600);
    assertThat(newIdle.looks(0.7)).isTrue();
  }

  @Test
  void itHardlyLooksAfterFailures() {
    for (int i = 0; i < 8_192; i++) {
      if (newIdle.looks(i % 64 / 64.0)) {
        newIdle.looked(false);
      }
    }
    assertThat(newIdle.looks(0.05)).isFalse();
    assertThat(newIdle.looks(0.0005)).isTrue();
  }
}
