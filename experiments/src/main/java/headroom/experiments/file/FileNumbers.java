package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The numbers that a file says of a service, and the times of its steps, each with what it takes to
 * change it. What is said of the run itself, of the SLO and of prices is no number of the service.
 */
public final class FileNumbers {
  /** Keys at the top that say nothing of the service. */
  private static final List<String> OTHERS =
      List.of("name", "description", "profile", "load", "run", "slo", "cost", "sweep");

  /** Keys whose text names something. */
  private static final List<String> NAMES = List.of("id", "note", "class", "version", "profile");

  /** The kind of step whose time is measured, not written. */
  private static final String OPERATION = "op";

  /** What says which operation is done, and where such are measured. */
  private static final String NAME_OF_OPERATION = ".*\\.op\\.name|operations\\.bench";

  /** A number with its unit, or several of a duration; not a part of a name or of another. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\w/%+-])(?<!(?<!\\.)\\.)(?:[0-9]+(?:\\.[0-9]+)?(?:%|/?\\p{L}+)?)+(?![\\w/])");

  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(%|/?\\p{L}+)?");

  /** The name of an argument before its value. */
  private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z0-9]*)\\s*=\\s*$");

  private static final MathContext DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  private final List<FileNumber> numbers = new ArrayList<>();
  private final List<StepTime> times = new ArrayList<>();

  private FileNumbers() {}

  /**
   * One number.
   *
   * @param key path of the value that holds it
   * @param name of the number: the key with ids of steps, and the argument's name
   * @param value as written, with its unit: {@code 20ms}
   * @param text the whole value of the key
   * @param start where the number begins in {@code text}
   */
  public record FileNumber(String key, String name, String value, String text, int start) {
    /** The number {@code factor} times as large, as it would be written. */
    public String scaled(double factor) {
      return FileNumbers.scaledText(value, factor);
    }

    /** The nearest whole number that is not the same; the same for what has a unit or a point. */
    public String whole(double factor) {
      if (!value.matches("[0-9]{1,15}")) {
        return value;
      }
      long now = Long.parseLong(value);
      long scaled = Math.round(now * factor);
      return String.valueOf(scaled != now ? scaled : factor > 1 ? now + 1 : now - 1);
    }

    /** The whole value with {@code changed} in place of the number. */
    public String with(String changed) {
      return text.substring(0, start) + changed + text.substring(start + value.length());
    }

    /** How much larger {@code changed} is, relative. */
    public double change(String changed) {
      return amount(changed) / amount(value) - 1;
    }

    private static double amount(String number) {
      Matcher first = PART.matcher(number);
      return first.find() ? Double.parseDouble(first.group(1)) : Double.NaN;
    }
  }

  /**
   * The time of a step.
   *
   * @param key path of the value that holds it
   * @param name of the step: the key with its id
   * @param text as written: {@code lognormal(20ms, cv=0.8)}; or a factor of a time that the file
   *     does not say
   */
  public record StepTime(String key, String name, String text) {
    /** The time in words. */
    public String shown() {
      return hasDuration(text) ? text : text + " × as measured";
    }

    /** The value with every duration in it, or the factor, {@code factor} times as long. */
    public String scaled(double factor) {
      if (!hasDuration(text)) {
        return FileNumbers.scaledText(text, factor);
      }
      return NUMBER
          .matcher(text)
          .replaceAll(
              found ->
                  isDuration(found.group())
                      ? FileNumbers.scaledText(found.group(), factor)
                      : found.group());
    }
  }

  /** All numbers of {@code source} with {@code settings}, in its order. */
  public static List<FileNumber> of(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    return List.copyOf(read(source, settings).numbers);
  }

  /** The times of all steps of {@code source} with {@code settings}, in its order. */
  public static List<StepTime> steps(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    return List.copyOf(read(source, settings).times);
  }

  private static FileNumbers read(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    FileNumbers found = new FileNumbers();
    for (Entry entry : ExperimentReader.readTree(source, settings).entries()) {
      if (!OTHERS.contains(entry.key())) {
        found.add(entry.key(), entry.key(), entry.value());
      }
    }
    return found;
  }

  private void add(String key, String name, YamlValue value) {
    if (value instanceof YamlMap map) {
      for (Entry entry : map.entries()) {
        if (!NAMES.contains(entry.key())) {
          addStepTime(key, name, entry);
          add(key + "." + entry.key(), name + "." + entry.key(), entry.value());
        }
      }
    } else if (value instanceof YamlList list) {
      for (int i = 0; i < list.items().size(); i++) {
        YamlValue item = list.items().get(i);
        add(key + "." + i, named(name, i, item), item);
      }
    } else if (value instanceof YamlText text
        && text.isReadable()
        && !key.matches(NAME_OF_OPERATION)) {
      addNumbers(key, name, text.text());
    }
    if (key.equals("server") && value instanceof YamlMap server) {
      addOverhead(server);
    }
  }

  /** By its id or its class instead of its place, if it has one. */
  private static String named(String name, int place, YamlValue item) {
    if (item instanceof YamlMap map) {
      if (map.get("id") instanceof YamlText id) {
        return name.replaceAll("(^|.*\\.)steps(\\..*)?$", "$1steps") + "." + id.text();
      }
      if (map.get("class") instanceof YamlText text) {
        return name + "." + text.text();
      }
    }
    return name + "." + place;
  }

  private void addNumbers(String key, String name, String text) {
    if (text.contains(".csv")) {
      return;
    }
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      String value = number.group();
      if (isNothing(value)) {
        continue; // ten per cent of nothing
      }
      Matcher argument = NAMED.matcher(text.substring(0, number.start()));
      String which = argument.find() ? " " + argument.group(1) : "";
      numbers.add(new FileNumber(key, name + which, value, text, number.start()));
    }
  }

  /** The value of a kind of step, or what it names as its amount. */
  private void addStepTime(String key, String name, Entry entry) {
    SchemaNode kind = key.matches(".*\\.[0-9]+") ? ExperimentSchema.stepOfKind(entry.key()) : null;
    if (kind == null) {
      return;
    }
    String below = "." + entry.key();
    String amount = kind.amount();
    if (entry.value() instanceof YamlMap map && entry.key().equals(OPERATION)) {
      addOperation(key + below, name + below, map);
    } else if (entry.value() instanceof YamlText text) {
      addTime(key + below, name + below, text.text());
    } else if (amount != null
        && entry.value() instanceof YamlMap map
        && map.get(amount) instanceof YamlText text) {
      addTime(key + below + "." + amount, name + below, text.text());
    }
  }

  /** How long an operation takes was measured elsewhere: the file can only say a factor. */
  private void addOperation(String key, String name, YamlMap operation) {
    if (operation.get("name") instanceof YamlText operationName) {
      String factor = operation.get("scale") instanceof YamlText text ? text.text() : "1";
      times.add(new StepTime(key + ".scale", name + " " + operationName.text(), factor));
    }
  }

  private void addOverhead(YamlMap server) {
    if (server.get("overhead") instanceof YamlText text) {
      addTime("server.overhead", "server.overhead", text.text());
    }
  }

  private void addTime(String key, String name, String text) {
    if (hasDuration(text) && !text.contains(".csv")) {
      times.add(new StepTime(key, name, text));
    }
  }

  private static boolean hasDuration(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .anyMatch(found -> isDuration(found.group()) && !isNothing(found.group()));
  }

  private static boolean isNothing(String number) {
    return number.matches("0+(\\.0*)?\\D*");
  }

  private static boolean isDuration(String number) {
    Matcher part = PART.matcher(number);
    return part.find() && part.group(2) != null && Quantity.DURATION.hasUnit(part.group(2));
  }

  /** {@code number} with each of its parts {@code factor} times as large. */
  static String scaledText(String number, double factor) {
    return PART.matcher(number)
        .results()
        .map(
            part ->
                new BigDecimal(part.group(1))
                        .multiply(BigDecimal.valueOf(factor))
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                    + (part.group(2) == null ? "" : part.group(2)))
        .collect(Collectors.joining());
  }
}
