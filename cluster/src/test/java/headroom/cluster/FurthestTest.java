package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FurthestTest {
  private static final Advance HALF = new Advance(0.5, 10, 1, 100);

  @Test
  void beginsWithNothing() {
    Furthest furthest = new Furthest();
    assertThat(furthest.isZero()).isTrue();
    assertThat(furthest.value()).isEqualTo(Advance.NONE);
    furthest.add(HALF);
    assertThat(furthest.isZero()).isFalse();
    furthest.reset();
    assertThat(furthest.isZero()).isTrue();
  }

  @Test
  void whatWasShownStays() {
    Furthest furthest = new Furthest();
    Furthest other = new Furthest();
    other.add(HALF);
    furthest.merge(other);
    furthest.merge(new Furthest());
    assertThat(furthest.value()).isEqualTo(HALF);
  }
}
