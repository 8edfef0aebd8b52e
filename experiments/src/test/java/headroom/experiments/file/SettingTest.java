package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class SettingTest {
  @Test
  void aCommaBeginsTheNextKeyOnlyIfAKeyFollows() {
    assertThat(
            Setting.parseAll(
                "server.workers=8, steps.db=lognormal(5ms, cv=1),a.b=1,2,runtime.gogc=off"))
        .extracting(Setting::key, Setting::value)
        .containsExactly(
            tuple("server.workers", "8"),
            tuple("steps.db", "lognormal(5ms, cv=1)"),
            tuple("a.b", "1,2"),
            tuple("runtime.gogc", "off"));
  }

  @Test
  void messagesShowTheEndsOfALongValue() {
    String list = "8,9,".repeat(100) + "57";
    assertThat(new Setting("server.workers", list).origin())
        .isEqualTo("--set server.workers=8,9,8,9,8,9,8,9,8,9,8,9,...9,8,9,8,9,8,9,8,9,8,9,57");
    assertThat(new Setting("server.workers", "8,9").origin()).isEqualTo("--set server.workers=8,9");
  }

  @Test
  void whatAssignsNothingIsRefused() {
    assertThatThrownBy(() -> Setting.parseAll("8"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an assignment");
  }
}
