package headroom.experiments.plan;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.SensitivityResult.Effect;
import headroom.experiments.result.SensitivityResult.Knob;
import headroom.experiments.result.SensitivityResult.SpeedUp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the P99 hangs on, in sentences. */
final class SensitivityWords {
  /** Numbers that are named after the first. */
  private static final int MOST_NAMED = 3;

  /** A P99 that moves by less is not worth a word. */
  private static final double WORTH = 0.02;

  private final SensitivityResult result;
  private final List<String> sentences = new ArrayList<>();

  private SensitivityWords(SensitivityResult result) {
    this.result = result;
  }

  /**
   * The sentences, the answer first.
   *
   * @param steady whether the experiment as it is has a steady state
   */
  static List<String> of(SensitivityResult result, boolean steady) {
    SensitivityWords words = new SensitivityWords(result);
    if (!steady) {
      words.sentences.add(
          "The experiment does not settle as it is, so that every P99 here depends on how long it"
              + " runs: lower the load first (headroom plan says to what).");
    }
    words.numbers();
    words.unsettled();
    words.coarse();
    words.faster();
    return words.sentences;
  }

  private void numbers() {
    List<Knob> fine = result.numbers().stream().filter(knob -> !knob.coarse()).toList();
    List<Knob> moving = fine.stream().filter(k -> k.matters() && k.swing() >= WORTH).toList();
    String p99 = "The P99 is " + FigureText.time(result.p99Ms());
    if (moving.isEmpty()) {
      sentences.add(p99 + ", and a tenth of no number moves it by 2% or more.");
      return;
    }
    Knob first = moving.get(0);
    sentences.add(p99 + ". It hangs most on " + first.name() + ": " + both(first) + ".");
    List<Knob> next = moving.subList(1, Math.min(moving.size(), 1 + MOST_NAMED));
    if (!next.isEmpty()) {
      sentences.add(
          "Then on "
              + next.stream()
                  .map(knob -> knob.name() + " (" + both(knob) + ")")
                  .collect(Collectors.joining(", "))
              + ".");
    }
    int still = fine.size() - moving.size();
    if (still > 0) {
      sentences.add(
          still
              + " of "
              + result.numbers().size()
              + " numbers move it by less than 2%, or by no more than chance does: an estimate of"
              + " them will do.");
    }
  }

  private static String both(Knob knob) {
    List<String> parts = new ArrayList<>();
    add(parts, knob, knob.more());
    add(parts, knob, knob.less());
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, Knob knob, @Nullable Effect effect) {
    if (effect != null) {
      String change = effect.steady() ? signed(effect.p99Change()) : "does not settle";
      parts.add(knob.value() + " → " + effect.value() + " " + change);
    }
  }

  private void unsettled() {
    List<String> names =
        result.numbers().stream()
            .filter(knob -> !settles(knob.less()) || !settles(knob.more()))
            .map(Knob::name)
            .toList();
    if (!names.isEmpty()) {
      sentences.add(
          "A tenth of "
              + String.join(", or of ", names)
              + " is enough for requests to pile up without end: that is the edge of saturation.");
    }
  }

  private static boolean settles(@Nullable Effect effect) {
    return effect == null || effect.steady();
  }

  private void coarse() {
    List<Knob> coarse = result.numbers().stream().filter(k -> k.coarse() && k.matters()).toList();
    if (!coarse.isEmpty()) {
      sentences.add(
          "Whole numbers that cannot change by a tenth: "
              + coarse.stream()
                  .map(knob -> knob.name() + " " + both(knob))
                  .collect(Collectors.joining("; "))
              + ".");
    }
  }

  private void faster() {
    if (result.speedUps().isEmpty()) {
      return;
    }
    SpeedUp first = result.speedUps().get(0);
    Effect half = first.faster().get(first.faster().size() - 1);
    if (first.gain() < WORTH || !half.matters()) {
      sentences.add("No step is worth making faster: half of the time of any gains the P99 < 2%.");
      return;
    }
    sentences.add(
        "Of the steps, "
            + first.step()
            + " is worth making faster first: "
            + first.faster().stream()
                .map(e -> FigureText.roughPercent(-e.change()) + " faster " + signed(e.p99Change()))
                .collect(Collectors.joining(", "))
            + " P99.");
    List<String> vain =
        result.speedUps().stream()
            .filter(each -> each.gain() < WORTH || !each.faster().get(2).matters())
            .map(SpeedUp::step)
            .toList();
    if (!vain.isEmpty()) {
      sentences.add(
          "Making "
              + String.join(", ", vain)
              + " faster, even by half, gains the P99 less than 2%.");
    }
  }

  private static String signed(double share) {
    return FigureText.signedPercent(share);
  }
}
