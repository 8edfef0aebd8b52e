package headroom.experiments.file;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header.
 *
 * @param file as the experiment names it
 * @param lines the line of each row, from 1
 */
record CsvTable(String file, List<String> header, List<String[]> rows, List<Integer> lines) {

  /**
   * Reads {@code file}, looked for in {@code baseDirectory}; an explanation without position if
   * that fails.
   */
  static CsvTable read(Path baseDirectory, String file) throws Malformed {
    Path path;
    try {
      path = baseDirectory.resolve(file);
    } catch (InvalidPathException e) {
      throw new Malformed("\"" + file + "\" is not a file name", 0);
    }
    if (!Files.isRegularFile(path)) {
      throw new Malformed("no such file \"" + file + "\" beside the experiment", 0);
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();
    try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.builder().setReader(in).setFormat(format).get()) {
      return read(file, parser);
    } catch (CharacterCodingException e) {
      throw new Malformed("\"" + file + "\" is not UTF-8 text", 0);
    } catch (IOException | UncheckedIOException e) {
      throw new Malformed("\"" + file + "\" cannot be read as CSV", 0);
    }
  }

  private static CsvTable read(String file, CSVParser parser) throws Malformed {
    List<String> header = null;
    List<String[]> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (CSVRecord row : parser) {
      if (header == null) {
        header = List.of(row.values());
        continue;
      }
      rows.add(row.values());
      lines.add((int) Math.min(Integer.MAX_VALUE, parser.getCurrentLineNumber()));
    }
    if (header == null || rows.isEmpty()) {
      throw new Malformed("\"" + file + "\" has no rows", 0);
    }
    if (header.get(0).startsWith("\uFEFF")) {
      List<String> clean = new ArrayList<>(header);
      clean.set(0, header.get(0).substring(1));
      header = clean;
    }
    return new CsvTable(file, header, rows, lines);
  }

  /** The index of a column; negative if there is none. */
  int column(String name) {
    return header.indexOf(name);
  }

  /** A cell; empty if the row is too short. */
  String cell(int row, int column) {
    String[] cells = rows.get(row);
    return column < 0 || column >= cells.length ? "" : cells[column];
  }
}
