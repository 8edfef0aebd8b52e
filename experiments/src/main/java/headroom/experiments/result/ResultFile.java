package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads {@code result.json}, {@code timing.json} and the files that hold an {@link
 * Answer}. The same records give the same bytes on every Java release, and reading them gives equal
 * records. Keys that this version does not know are skipped.
 */
public final class ResultFile {
  /** The version of the format that this class writes. */
  public static final int SCHEMA = 1;

  /** The files that hold an answer. */
  private static final List<Map.Entry<String, Class<? extends Answer>>> ANSWERS =
      List.of(
          Map.entry("comparison.json", ComparisonResult.class),
          Map.entry("ranking.json", RankingResult.class),
          Map.entry("plan.json", PlanResult.class),
          Map.entry("choice.json", ChoiceResult.class),
          Map.entry("sensitivity.json", SensitivityResult.class),
          Map.entry("explanation.json", Explanation.class),
          Map.entry("verification.json", Verification.class));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new DecimalModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              ignored ->
                  JsonInclude.Value.construct(
                      JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .withConfigOverride(
              double.class,
              override ->
                  override.setInclude(
                      JsonInclude.Value.construct(
                          JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private ResultFile() {}

  /** The text of {@code result.json}, with a line feed at its end. */
  public static String toJson(Result result) {
    return text(result);
  }

  /** Writes the text of {@link #toJson(Result)} to {@code file}, which may be long. */
  public static void write(Result result, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValue(writer, result);
      writer.write('\n');
    } catch (JacksonIOException e) { // of the disk
      throw e.getCause();
    }
  }

  /** The text of one of the files of {@link #readAnswer}, with a line feed at its end. */
  public static String toJson(Answer answer) {
    return text(answer);
  }

  /** The text of {@code timing.json}, with a line feed at its end. */
  public static String toJson(Timing timing) {
    return text(timing);
  }

  /** The text of one point, as it stands in {@code points}. */
  public static String toJson(PointResult point) {
    return text(point);
  }

  /**
   * Reads the text of a {@code result.json}. Throws {@link IOException} in words if it is not one.
   */
  public static Result parse(String json) throws IOException {
    Result result = read(json, Result.class);
    if (result.schema() > SCHEMA) {
      throw new IOException(
          "the result file has schema " + result.schema() + ", this version reads up to " + SCHEMA);
    }
    if (result.schema() < 1) {
      throw new IOException("not a result file: schema is missing");
    }
    if (result.points().isEmpty()) {
      throw new IOException("the result has no points, so there is nothing to show");
    }
    return result;
  }

  /** Reads the text of one point. Throws {@link IOException} in words if it is not one. */
  public static PointResult parsePoint(String json) throws IOException {
    return read(json, PointResult.class);
  }

  /** Reads the text of an answer. Throws {@link IOException} in words if it is not one. */
  public static <T extends Answer> T parse(String json, Class<T> type) throws IOException {
    return read(json, type);
  }

  /**
   * Reads what stands beside the result in {@code directory}; null if there is nothing. Throws
   * {@link IOException} in words that begin with the file if it is no answer.
   */
  public static @Nullable Answer readAnswer(Path directory) throws IOException {
    for (Map.Entry<String, Class<? extends Answer>> kind : ANSWERS) {
      Path file = directory.resolve(kind.getKey());
      if (Files.exists(file)) {
        String json = Files.readString(file, StandardCharsets.UTF_8);
        return read(json, kind.getValue(), file + ": not a result file");
      }
    }
    return null;
  }

  /**
   * Reads the text of a {@code timing.json}. Throws {@link IOException} in words if it is not one.
   */
  public static Timing parseTiming(String json) throws IOException {
    return read(json, Timing.class);
  }

  /**
   * Reads what a Go program has measured. Throws {@link IOException} in words if it is not that.
   */
  public static MeasuredRun parseMeasured(String json) throws IOException {
    return read(json, MeasuredRun.class, "not what a measured program writes");
  }

  /** Writes {@code result} to {@code file}. */
  public static void write(Path file, Result result) throws IOException {
    Files.writeString(file, toJson(result), StandardCharsets.UTF_8);
  }

  /** Writes {@code timing} to {@code file}. */
  public static void write(Path file, Timing timing) throws IOException {
    Files.writeString(file, toJson(timing), StandardCharsets.UTF_8);
  }

  /** Reads the {@code result.json} at {@code file}. */
  public static Result read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8));
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  private static <T> T read(String json, Class<T> type) throws IOException {
    return read(json, type, "not a result file");
  }

  /** Reads {@code type}; {@code refusal} begins the message if the text is something else. */
  static <T> T read(String json, Class<T> type, String refusal) throws IOException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IOException(refusal + ": it holds null");
      }
      String gap = Completeness.firstGap(value);
      if (gap != null) {
        throw new IOException(refusal + ": " + gap + " is missing");
      }
      return value;
    } catch (JacksonException e) {
      throw new IOException(refusal + ": " + words(e), e);
    }
  }

  private static String words(JacksonException failure) {
    TokenStreamLocation location = failure.getLocation();
    String line = location == null ? "" : " (line " + location.getLineNr() + ")";
    if (failure instanceof UnexpectedEndOfInputException
        || failure.getCause() instanceof UnexpectedEndOfInputException) {
      return "it ends in the middle" + line;
    }
    if (failure instanceof StreamReadException
        || failure.getCause() instanceof StreamReadException) {
      return "it is not JSON" + line;
    }
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      String name = step.getPropertyName();
      path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
    }
    boolean incomplete = failure.getCause() instanceof NullPointerException;
    return (path.isEmpty() ? "it" : path)
        + (incomplete ? " is incomplete" : " does not hold what it should")
        + line;
  }
}
