package headroom.experiments.file;

import headroom.experiments.file.Arguments.Signature;
import headroom.experiments.file.Expression.Argument;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when requests arrive. */
final class ArrivalsReader {
  private static final Map<String, Signature> SIGNATURES = signatures();
  private static final Pattern RAMP = Pattern.compile("(.+?)\\s*\\.\\.\\s*(.+)");
  private static final Arrivals HARMLESS = new Arrivals.Poisson(1);

  private final CsvFiles files;
  private final DistributionReader distributions;
  private final List<RequestClass> classes;
  private final Problems problems;

  ArrivalsReader(
      CsvFiles files,
      DistributionReader distributions,
      List<RequestClass> classes,
      Problems problems) {
    this.files = files;
    this.distributions = distributions;
    this.classes = classes;
    this.problems = problems;
  }

  private static Map<String, Signature> signatures() {
    Map<String, Signature> signatures = new LinkedHashMap<>();
    for (Signature signature :
        List.of(
            new Signature("constant", List.of("rate"), "constant(200/s)"),
            new Signature("poisson", List.of("rate"), "poisson(200/s)"),
            new Signature("batch", List.of("arrivals", "size"), "batch(poisson(20/s), size=10)"),
            new Signature("mmpp", List.of(), "mmpp(50/s for 2s, 500/s for 200ms)"),
            new Signature("renewal", List.of("gap"), "renewal(exponential(5ms))"),
            new Signature("trace", List.of("file"), "trace(file.csv)"))) {
      signatures.put(signature.name(), signature);
    }
    return signatures;
  }

  /** The arrivals of the file: a process or a list of phases. */
  Arrivals read(Section file) {
    List<Section> sections = file.sections("arrivals");
    if (sections.isEmpty()) {
      return file.read("arrivals", text -> process(ExpressionParser.parse(text), true), HARMLESS);
    }
    List<Arrivals.Phases.Phase> phases = new ArrayList<>();
    for (Section section : sections) {
      long durationNs = section.positiveNs("for");
      boolean process = section.has("arrivals");
      if (process == section.has("ramp")) {
        problems.error(section.place(), "a phase needs either \"arrivals\" or \"ramp\"");
      }
      Arrivals arrivals =
          process
              ? section.read(
                  "arrivals", text -> process(ExpressionParser.parse(text), false), HARMLESS)
              : section.read("ramp", text -> ramp(text, durationNs), HARMLESS);
      phases.add(new Arrivals.Phases.Phase(durationNs, arrivals));
    }
    return new Arrivals.Phases(phases);
  }

  private static Arrivals ramp(String text, long durationNs) throws Malformed {
    Matcher matcher = RAMP.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Malformed(
          "\"" + text + "\" is not a ramp; expected two rates such as 10/s..500/s", 0);
    }
    double from = Quantity.RATE.parse(matcher.group(1)).doubleValue();
    double to = Quantity.RATE.parse(matcher.group(2)).doubleValue();
    if (from == 0 && to == 0) {
      throw new Malformed("\"" + text + "\" never rises above 0", 0);
    }
    return new Arrivals.Ramp(from, to, durationNs);
  }

  private Arrivals process(Expression call, boolean traceAllowed) throws Malformed {
    Signature signature = SIGNATURES.get(call.text());
    if (!call.isCall()) {
      String example = signature == null ? "poisson(200/s)" : signature.example();
      throw new Malformed(
          "\"" + call.text() + "\" is not an arrival process; expected one such as " + example,
          call.offset());
    }
    if (signature == null) {
      throw new Malformed(
          "unknown arrival process \""
              + call.text()
              + "\""
              + NearestName.expectation(call.text(), SIGNATURES.keySet()),
          call.offset());
    }
    if (signature.name().equals("mmpp")) {
      return modulated(call, signature);
    }
    Arguments arguments = Arguments.bind(call, signature);
    return switch (signature.name()) {
      case "constant" -> new Arrivals.Constant(arguments.positive("rate", Quantity.RATE));
      case "poisson" -> new Arrivals.Poisson(arguments.positive("rate", Quantity.RATE));
      case "batch" -> batch(arguments);
      case "renewal" -> renewal(arguments);
      default -> trace(arguments, traceAllowed);
    };
  }

  private Arrivals batch(Arguments arguments) throws Malformed {
    Arrivals instants = process(arguments.get("arrivals"), false);
    Distribution size = distributions.read(arguments.get("size"), Quantity.COUNT);
    if (size.mean() < 1) {
      throw arguments.refuse("size", "makes batches of less than one request");
    }
    return new Arrivals.Batch(instants, size);
  }

  private Arrivals renewal(Arguments arguments) throws Malformed {
    Distribution gap = distributions.read(arguments.get("gap"), Quantity.DURATION);
    if (!(gap.mean() > 0)) {
      throw arguments.refuse("gap", "is no gap at all; its mean must be more than 0");
    }
    return new Arrivals.Renewal(gap);
  }

  private static Arrivals modulated(Expression call, Signature signature) throws Malformed {
    List<Arrivals.Modulated.State> states = new ArrayList<>();
    double highest = 0;
    for (Argument argument : call.all()) {
      Expression during = argument.during();
      if (during == null) {
        throw Arguments.wrong(call, signature);
      }
      double rate = Arguments.amount(argument.value(), Quantity.RATE).doubleValue();
      long sojournNs = StrictMath.round(Arguments.amount(during, Quantity.DURATION).doubleValue());
      if (sojournNs < 1) {
        throw new Malformed("\"" + during.text() + "\" must be more than 0", during.offset());
      }
      highest = Math.max(highest, rate);
      states.add(new Arrivals.Modulated.State(rate, sojournNs));
    }
    if (states.size() < 2) {
      throw new Malformed(
          "mmpp needs two states or more, as in " + signature.example(), call.offset());
    }
    if (highest == 0) {
      throw new Malformed("no state of mmpp has arrivals", call.offset());
    }
    return new Arrivals.Modulated(states);
  }

  private Arrivals trace(Arguments arguments, boolean allowed) throws Malformed {
    if (!allowed) {
      throw new Malformed(
          "a trace cannot be part of other arrivals", arguments.get("file").offset());
    }
    return new Arrivals.Trace(files.trace(arguments.get("file"), classes, problems));
  }
}
