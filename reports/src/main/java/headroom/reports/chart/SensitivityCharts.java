package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.SensitivityResult.Effect;
import headroom.experiments.result.SensitivityResult.Knob;
import headroom.experiments.result.SensitivityResult.SpeedUp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Charts of what the P99 hangs on: a tornado of the numbers, and the steps made faster. */
public final class SensitivityCharts {
  /** Rows with room for their bars; the table has them all. */
  private static final int MOST_ROWS = 10;

  private static final int MOST_LINES = 6;

  private SensitivityCharts() {}

  /** The charts, the most telling first. */
  public static List<Chart> of(SensitivityResult answer) {
    List<Chart> charts = new ArrayList<>();
    List<Knob> fine = answer.numbers().stream().filter(knob -> !knob.coarse()).toList();
    if (!fine.isEmpty()) {
      charts.add(tornado(answer, fine.subList(0, Math.min(MOST_ROWS, fine.size()))));
    }
    if (!answer.speedUps().isEmpty()) {
      charts.add(faster(answer));
    }
    return List.copyOf(charts);
  }

  private static Chart tornado(SensitivityResult answer, List<Knob> knobs) {
    List<Tornado.Row> rows =
        knobs.stream()
            .map(
                knob ->
                    new Tornado.Row(
                        knob.name() + " " + knob.value(),
                        side(answer, knob.less()),
                        side(answer, knob.more())))
            .toList();
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(answer.p99Ms()),
                knobs.stream()
                    .flatMap(
                        knob -> Stream.of(side(answer, knob.less()), side(answer, knob.more())))
                    .filter(side -> !side.beyond())
                    .mapToDouble(Tornado.Side::value)
                    .filter(Double::isFinite))
            .sorted()
            .toArray();
    double reach =
        Math.max(
            Math.max(answer.p99Ms() - ends[0], ends[ends.length - 1] - answer.p99Ms()),
            0.01 * answer.p99Ms());
    Axis x =
        Axes.span(
            "P99",
            Math.max(0, answer.p99Ms() - 1.25 * reach),
            answer.p99Ms() + 1.25 * reach,
            FigureText::time);
    return new Chart(
        "tornado",
        "What the P99 hangs on",
        "The P99 with a tenth less and a tenth more of each number of the file, one at a time, on"
            + " the same requests; the line is the P99 as it is. Numbers that cannot change by a"
            + " tenth stand in the table only.",
        new Tornado(
            "What the P99 hangs on: each number ± 10%",
            x, answer.p99Ms(), rows, "10% less", "10% more"));
  }

  /** Bars end where the change of the same requests puts them, as their texts do. */
  private static Tornado.Side side(SensitivityResult answer, @Nullable Effect effect) {
    if (effect == null) {
      return new Tornado.Side(Double.NaN, "", false);
    }
    return effect.steady()
        ? new Tornado.Side(
            answer.p99Ms() * (1 + effect.p99Change()),
            FigureText.signedPercent(effect.p99Change()),
            false)
        : new Tornado.Side(effect.p99Ms(), "does not settle", true);
  }

  private static Chart faster(SensitivityResult answer) {
    List<SpeedUp> steps = answer.speedUps();
    List<SpeedUp> shown = steps.subList(0, Math.min(MOST_LINES, steps.size()));
    double[] x = {0, 0.1, 0.25, 0.5};
    DoubleStream all = shown.stream().flatMap(s -> s.faster().stream()).mapToDouble(Effect::p99Ms);
    DoubleStream values = DoubleStream.concat(DoubleStream.of(answer.p99Ms()), all);
    Axis by = Axes.over("the step takes so much less time", x, 0.01, v -> FigureText.percent(v));
    LineChart drawing = new LineChart("What a faster step gains", by, Axes.latency("P99", values));
    for (int i = 0; i < shown.size(); i++) {
      double[] y = new double[x.length];
      y[0] = answer.p99Ms();
      for (int j = 1; j < x.length; j++) {
        y[j] = shown.get(i).faster().get(j - 1).p99Ms();
      }
      drawing.line(shown.get(i).step(), x, y, i);
    }
    return new Chart(
        "speed-up",
        "What a faster step gains",
        "The P99 if one step took less time and nothing else changed: flat lines are work that"
            + " nobody would notice.",
        drawing);
  }
}
