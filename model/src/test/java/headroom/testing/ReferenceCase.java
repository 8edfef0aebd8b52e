package headroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A case of the queueing reference: its parameters as the file has them, and its golden values.
 *
 * @param family the file, for instance {@code 01-mmc}
 * @param values by metric, in the file's order
 */
public record ReferenceCase(
    String family, String id, Map<String, String> parameters, Map<String, Double> values) {

  /** All cases of a family, in the file's order. */
  public static List<ReferenceCase> family(String family) {
    Map<String, ReferenceCase> cases = new LinkedHashMap<>();
    for (CSVRecord row : rows(family)) {
      ReferenceCase known =
          cases.computeIfAbsent(
              row.get("case_id"),
              id -> new ReferenceCase(family, id, row.toMap(), new LinkedHashMap<>()));
      known.values().put(row.get("metric"), Double.parseDouble(row.get("value")));
    }
    return List.copyOf(cases.values());
  }

  /** The case {@code id} of a family. */
  public static ReferenceCase of(String family, String id) {
    return family(family).stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  /** The rows of {@code name.csv}. */
  public static List<CSVRecord> rows(String name) {
    String path = "/reference/queueing/" + name + ".csv";
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream stream = ReferenceCase.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new ArrayList<>(
          format.parse(new InputStreamReader(stream, StandardCharsets.UTF_8)).getRecords());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether the case has the parameter. */
  public boolean has(String parameter) {
    String text = parameters.get(parameter);
    return text != null && !text.isEmpty();
  }

  /** A parameter's text. */
  public String text(String parameter) {
    String text = parameters.get(parameter);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(id + " has no " + parameter);
    }
    return text;
  }

  /** A parameter's number. */
  public double number(String parameter) {
    return Double.parseDouble(text(parameter));
  }

  /** A golden value. */
  public double value(String metric) {
    Double value = values.get(metric);
    if (value == null) {
      throw new IllegalArgumentException(id + " has no value " + metric);
    }
    return value;
  }
}
