package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {
  @Test
  void theFileSaysWhatSparkOpens() throws IOException {
    List<String> lines = Files.readAllLines(Processes.ROOT.resolve("cluster/java-options"));
    assertThat(lines.subList(1, lines.size()))
        .isEqualTo(
            List.of(JavaModuleOptions.defaultModuleOptionArray()).stream()
                .filter(option -> !option.contains("jdk.incubator.vector"))
                .toList());
  }
}
