package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstructorParametersTest {
  private record Header(int a, int b, int c, int d, int e, int f, int g) {
    Header(int a, int b, int c, int d, int e, int f, int g, int h) {
      this(a, b, c, d, e, f, g + h);
    }
  }

  private enum Constants {
    ONE(1, 2, 3, 4, 5, 6);

    Constants(int a, int b, int c, int d, int e, int f) {
      assertThat(a + b + c + d + e + f).isPositive();
    }
  }

  @Test
  void whatIsWrittenIsCounted() {
    assertThat(wide(Header.class)).containsExactly(8);
    assertThat(new Header(1, 2, 3, 4, 5, 6, 7, 8).g()).isEqualTo(15);
    assertThat(wide(Constants.class)).isEmpty();
    assertThat(Constants.ONE.ordinal()).isZero();
  }

  private static List<Integer> wide(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(ConstructorParameters::isWide)
        .map(Constructor::getParameterCount)
        .toList();
  }
}
