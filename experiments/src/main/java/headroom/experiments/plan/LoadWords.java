package headroom.experiments.plan;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PlanResult;
import headroom.experiments.result.PlanResult.Breaking;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.result.PlanResult.Ceiling;
import headroom.experiments.result.PlanResult.Knee;
import headroom.experiments.result.PlanResult.Limit;
import headroom.experiments.result.PlanResult.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much load a service bears, in sentences. */
final class LoadWords {
  private final PlanResult plan;
  private final List<String> sentences = new ArrayList<>();

  private LoadWords(PlanResult plan) {
    this.plan = plan;
  }

  /**
   * The sentences, the answer first.
   *
   * @param misshapen a load below the highest that misses the SLO; null if there is none
   */
  static List<String> of(PlanResult plan, @Nullable Double misshapen) {
    LoadWords words = new LoadWords(plan);
    Limit highest = plan.highest();
    if (highest == null) {
      words.none();
    } else {
      words.answer(highest);
      words.room(highest);
    }
    words.breaking();
    words.knee();
    words.ceiling();
    if (misshapen != null) {
      words.sentences.add(
          "Not every lower load is safe: at "
              + load(misshapen)
              + " the SLO is missed too, so look at the curve.");
    }
    return words.sentences;
  }

  private void none() {
    Breaking breaks = plan.breaks();
    String lowest = breaks == null ? "" : ", not even " + load(breaks.load());
    sentences.add("No load meets the SLO" + lowest + ".");
  }

  private void answer(Limit highest) {
    StringBuilder text = new StringBuilder("The SLO is met up to ");
    text.append(load(highest.load())).append(" of the load, ").append(rate(highest.perS()));
    List<String> sure = new ArrayList<>();
    if (highest.surelyMet() != null && highest.surelyMet() < highest.load()) {
      sure.add("surely up to " + load(highest.surelyMet()));
    }
    if (highest.surelyMissed() != null) {
      sure.add("surely missed from " + load(highest.surelyMissed()));
    }
    text.append(sure.isEmpty() ? "" : " (" + String.join(", ", sure) + ", at 95%)");
    text.append(plan.breaks() == null ? "; no load that was tried misses it" : "");
    double ratio = highest.load() / plan.asked();
    text.append(plan.met() ? ": " : ": the load asked about, " + load(plan.asked()) + ", is ");
    text.append(
        plan.met()
            ? more(ratio - 1) + " above the load asked about"
            : more(1 / ratio - 1) + " too much");
    sentences.add(text.append('.').toString());
  }

  private void room(Limit highest) {
    Busy busy = highest.busiest();
    memory(busy).ifPresent(sentences::add);
    String resource = resource(busy.resource());
    String share = FigureText.roughPercent(busy.share());
    if (busy.share() >= LoadPlanner.EDGE) {
      sentences.add(
          "That is the edge of saturation: "
              + resource
              + " is "
              + share
              + " busy, so a little more load, or a slower minute, breaks it. "
              + aim(highest.withRoom()));
    } else {
      sentences.add(
          "Nearest to saturation there is "
              + resource
              + ", "
              + share
              + " busy: "
              + more(1 / busy.share() - 1)
              + " more load would fill it.");
    }
  }

  /** That memory is at its edge; empty if it is not. */
  static Optional<String> memory(Busy busy) {
    Double share = busy.memory();
    return share == null || share < LoadPlanner.EDGE
        ? Optional.empty()
        : Optional.of(
            "Memory is at the edge there: up to "
                + FigureText.roughPercent(share)
                + " of the limit is resident, and the process that exceeds it is killed.");
  }

  /** How much more; a multiple is easier to see than some hundred per cent. */
  static String more(double share) {
    return share < 2 ? FigureText.roughPercent(share) : FigureText.number(share) + " times";
  }

  private static String aim(@Nullable Room room) {
    return room == null
        ? "Plan for less."
        : "Plan for "
            + load(room.load())
            + " ("
            + rate(room.perS())
            + ") or less, with "
            + resource(room.busiest().resource())
            + " "
            + FigureText.roughPercent(room.busiest().share())
            + " busy.";
  }

  private void breaking() {
    Breaking breaks = plan.breaks();
    if (breaks == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(plan.highest() == null ? "What is wrong" : "What breaks first beyond it");
    text.append(", at ").append(load(breaks.load())).append(" (").append(rate(breaks.perS()));
    text.append("): ").append(String.join("; ", breaks.misses()));
    text.append(", with ").append(resource(breaks.busiest().resource())).append(' ');
    text.append(FigureText.roughPercent(breaks.busiest().share())).append(" busy.");
    sentences.add(text.toString());
    if (breaks.toMs() > breaks.fromMs()) {
      sentences.add(
          "The slowest requests "
              + doing(breaks.component())
              + " for "
              + FigureText.time(breaks.toMs())
              + " there, for "
              + FigureText.time(breaks.fromMs())
              + " at the lowest load.");
    }
  }

  /** What a request does while its time is booked to {@code component}. */
  private static String doing(String component) {
    return switch (component) {
      case "queue" -> "wait for a worker";
      case "runnable" -> "are ready to run but wait for a P";
      case "running" -> "run on a core";
      case "descheduled" -> "are on a thread that waits for a core";
      case "gc_assist" -> "help the garbage collector";
      case "throttled" -> "are throttled by the CPU limit";
      case "io" -> "wait for the network";
      case "sleep" -> "sleep";
      case "syscall" -> "are in system calls";
      case "mutex" -> "wait for a lock";
      case "log" -> "wait to write a log";
      case "pool" -> "wait for a connection";
      case "channel" -> "wait on a channel";
      case "join" -> "wait for goroutines they started";
      case "retry" -> "are in earlier attempts and backoff";
      default -> "are in " + component;
    };
  }

  private void knee() {
    Knee knee = plan.knee();
    if (knee != null) {
      sentences.add(
          "The knee is near "
              + load(knee.load())
              + " ("
              + rate(knee.perS())
              + ", P99 "
              + FigureText.time(knee.p99Ms())
              + "): beyond it the P99 grows faster than the load.");
    }
  }

  private void ceiling() {
    if (plan.ceilings().isEmpty()) {
      return;
    }
    Ceiling first = plan.ceilings().get(0);
    sentences.add(
        "No tuning of anything else passes "
            + load(first.load())
            + ": there "
            + resource(first.resource())
            + " would be full by means alone.");
  }

  private static String load(double load) {
    return FigureText.percent(load);
  }

  private static String rate(double perSecond) {
    return FigureText.rate(perSecond);
  }

  /** {@code server workers} as a reader says it. */
  static String resource(String name) {
    return switch (name) {
      case "server workers" -> "the pool of workers";
      default -> name.startsWith("channel ") ? "the consumers of the " + name : "the " + name;
    };
  }
}
