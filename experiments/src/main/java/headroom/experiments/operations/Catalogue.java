package headroom.experiments.operations;

import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operation.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The operations that were measured on the reference machine: medians of {@code go test -bench
 * -benchmem}, three rounds of samples at least 20 minutes apart, with a heap of 64 MiB without
 * pointers so that figures hold allocating, zeroing and sweeping but next to no marking. Error:
 * identical code varies by 5 to 30 % between minutes, code that is bound by memory by up to 60 %.
 */
public final class Catalogue {
  private static final String RESOURCE = "catalogue.csv";
  private static final String MACHINE = "# Machine: ";

  /** What a benchmark's loop takes, contained in every figure. */
  private static final String LOOP = "baseline/loop";

  private static final String UNIT = "call/direct";

  private Catalogue() {}

  /** All of them, in the order of the catalogue. */
  public static Operations operations() {
    return Holder.OPERATIONS;
  }

  /** Where they were measured, in a line. */
  public static String machine() {
    return Holder.MACHINE_LINE;
  }

  /** What the benchmark's loop adds to every figure of the catalogue, ns. */
  public static double loopNs() {
    return ns(LOOP);
  }

  /** What calling a function takes, ns, loop included: others are told as multiples of it. */
  public static double directCallNs() {
    return ns(UNIT);
  }

  private static double ns(String name) {
    return operations().named(name).orElseThrow().figures().ns();
  }

  /** Read when it is needed first: few experiments name an operation. */
  private static final class Holder {
    static final String MACHINE_LINE;
    static final Operations OPERATIONS;

    static {
      try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException(RESOURCE + " is missing");
        }
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = text.readLine();
        if (first == null || !first.startsWith(MACHINE)) {
          throw new IllegalStateException(RESOURCE + " does not say its machine");
        }
        MACHINE_LINE = first.substring(MACHINE.length());
        OPERATIONS = read(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Operations read(BufferedReader text) throws IOException {
      CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
      List<Operation> found = new ArrayList<>();
      try (CSVParser rows = CSVParser.builder().setReader(text).setFormat(format).get()) {
        for (CSVRecord row : rows) {
          String instead = row.get("instead");
          String pointers = row.get("pointers");
          Figures figures =
              new Figures(
                  number(row, "ns"),
                  number(row, "ns_low"),
                  number(row, "ns_high"),
                  number(row, "bytes"),
                  number(row, "allocs"),
                  pointers.isEmpty() ? null : (Double) Double.parseDouble(pointers));
          found.add(
              new Operation(
                  row.get("operation"),
                  null,
                  Origin.CATALOGUE,
                  figures,
                  instead.isEmpty() ? null : instead,
                  row.get("note")));
        }
      }
      return new Operations(found);
    }

    private static double number(CSVRecord row, String column) {
      return Double.parseDouble(row.get(column));
    }
  }
}
