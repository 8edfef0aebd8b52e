package headroom.reports.page;

import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a what-if: the knobs of a file, and a place for what the figures become.
 *
 * @param title name of the experiment
 * @param about what the file says of itself; null if it does not
 * @param file as the user names it
 * @param groups knobs by the part of the service, those that are changed first in the first
 */
public record WhatIfPage(String title, @Nullable String about, String file, List<Group> groups) {
  private static final String SCRIPT = "whatif.js";

  /**
   * Knobs of one part of the service.
   *
   * @param open whether they are shown unasked
   */
  public record Group(String title, boolean open, List<Slider> sliders) {}

  /**
   * A knob.
   *
   * @param id by which the page names it
   * @param label the key of the file
   * @param value the file's own; empty if the file has none
   * @param stops values of the slider, in order; the file's own is one of them
   * @param note what else there is to know of it; null if nothing
   */
  public record Slider(
      String id, String label, String value, List<String> stops, @Nullable String note) {
    /** Place of the file's value among the stops. */
    public int place() {
      return stops.indexOf(value);
    }

    /** The stops in one text, for the page's script. */
    public String joined() {
      return String.join("|", stops);
    }
  }

  /** The HTML text. */
  public String html() {
    StringOutput output = new StringOutput();
    ReportPage.Templates.ENGINE.render("whatif.jte", this, output);
    return output.toString();
  }

  /** The script of the page. */
  public static String script() {
    try (InputStream in = WhatIfPage.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
