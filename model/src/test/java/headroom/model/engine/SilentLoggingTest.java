package headroom.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SilentLoggingTest {
  @Test
  void nothingIsLoggedAndNothingPrints() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    assertThat(root.isErrorEnabled()).isFalse();
    assertThat(root.iteratorForAppenders()).isExhausted();
  }
}
