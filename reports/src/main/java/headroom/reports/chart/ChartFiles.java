package headroom.reports.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a chart into the bytes of a picture: the same bytes every time. */
public final class ChartFiles {
  /** What an SVG file begins with. */
  public static final String SVG_HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private static final int PIXELS_PER_POINT = 2;
  private static final Pattern CLIP_ID = Pattern.compile("clip-?\\d+");

  /** What follows the second decimal of a coordinate: less than a hundredth of a point. */
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private static final Pattern HEAD = Pattern.compile("(?s)^.*?<svg[^>]*>");

  /** Fonts for readers who do not have the first: Verdana is cut to the same widths. */
  private static final String FONTS = "font-family:'DejaVu Sans',Verdana,sans-serif";

  private static final Pattern FONT = Pattern.compile("font-family:(?:&quot;.*?&quot;|[^;\"&])*");

  private ChartFiles() {}

  /**
   * The {@code svg} element of a chart, which may stand in a page or, after {@link #SVG_HEAD}, in a
   * file; its texts are texts, its ids begin with the chart's name.
   */
  public static String svg(Chart chart) {
    VectorGraphics2D g = new VectorGraphics2D();
    g.setFont(ChartStyle.LABEL);
    chart.drawing().paint(g);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PageSize size = new PageSize(0.0, 0.0, ChartStyle.WIDTH, ChartStyle.HEIGHT);
      new SVGProcessor().getDocument(g.getCommands(), size).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tidied(bytes.toString(StandardCharsets.UTF_8), chart);
  }

  /** A PNG file with two pixels a point. */
  public static byte[] png(Chart chart) {
    int width = ChartStyle.WIDTH * PIXELS_PER_POINT;
    int height = ChartStyle.HEIGHT * PIXELS_PER_POINT;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    chart.drawing().paint(g);
    g.dispose();
    return PngFile.bytes(image);
  }

  /**
   * Replaces the head, names the picture for those who can't see it, and numbers the ids, which are
   * hash codes.
   */
  private static String tidied(String svg, Chart chart) {
    String head =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                + "<title>%s</title>",
            ChartStyle.WIDTH,
            ChartStyle.HEIGHT,
            escaped(chart.title()),
            escaped(chart.title()));
    String body =
        HEAD.matcher(svg).replaceFirst(Matcher.quoteReplacement(head)).replace("\r\n", "\n");
    Map<String, String> ids = new LinkedHashMap<>();
    body =
        CLIP_ID
            .matcher(body)
            .replaceAll(
                m ->
                    ids.computeIfAbsent(
                        m.group(), id -> chart.name() + "-clip-" + (ids.size() + 1)));
    body = TAG.matcher(body).replaceAll(m -> shortened(m.group()));
    return FONT.matcher(body).replaceAll(FONTS).strip() + "\n";
  }

  /** Texts keep their digits: a P99.999 is no P99.99. */
  private static String shortened(String tag) {
    return Matcher.quoteReplacement(NEEDLESS_DIGITS.matcher(tag).replaceAll("$1"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
