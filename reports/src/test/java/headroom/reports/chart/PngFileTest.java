package headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngFileTest {
  /** Noise fills several chunks; one of the sizes fills rows of no round number of bytes. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1920, 1120, 40", "333, 257, 257"})
  void theBytesAreThoseOfThePlatformsWriter(int width, int height, int noisyRows)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x2563eb));
    g.fillOval(0, 0, width, height);
    g.dispose();
    Random colors = new Random(7);
    for (int i = 0; i < noisyRows * width; i++) {
      image.setRGB(i % width, i / width, colors.nextInt(1 << 24));
    }
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ImageIO.write(image, "png", expected);
    assertThat(PngFile.bytes(image)).isEqualTo(expected.toByteArray());
  }
}
