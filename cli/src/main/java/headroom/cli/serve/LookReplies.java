package headroom.cli.serve;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.KnobSettings;
import headroom.experiments.file.Setting;
import headroom.experiments.result.ResultFile;
import headroom.experiments.whatif.Look;
import headroom.reports.page.WhatIfAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What is answered to settings, and to who waits for better figures of them. */
final class LookReplies {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int FAILED = 500;

  /** So often the page hears how far the figures are. */
  private static final long REPORT_MS = 500;

  private final ServedFile file;
  private final WhatIfSession session;

  /** The settings of the last tasks, by their numbers. */
  private final Map<Integer, List<Setting>> settings = new ConcurrentHashMap<>();

  LookReplies(ServedFile file, WhatIfSession session) {
    this.file = file;
    this.session = session;
  }

  /** Begins with the file as it is, before anybody asks. */
  void begin() {
    settings.put(session.ask(null).number(), List.of());
  }

  /**
   * A first look at the file with {@code turned}, values by id of a knob; what was asked for before
   * is given up. A value that the reader refuses changes nothing.
   */
  Reply first(Map<String, String> turned) throws InterruptedException {
    LookTask task;
    try {
      KnobSettings knobs = new KnobSettings(file.knobs(), turned);
      if (!knobs.refused().isEmpty()) {
        return problems(knobs.refused());
      }
      List<Setting> set = knobs.settings();
      try {
        task = ask(set);
      } catch (InvalidExperimentException e) {
        return problems(knobs.messages(e.problems()));
      }
    } catch (IllegalArgumentException e) {
      return problems(Map.of("", String.valueOf(e.getMessage())));
    }
    try {
      return answer(task.number(), task.first().get());
    } catch (ExecutionException | CancellationException e) {
      return failure(e);
    }
  }

  /** What is asked for once more, by the same page or another, is not simulated again. */
  private synchronized LookTask ask(List<Setting> set) throws InvalidExperimentException {
    LookTask last = session.last();
    if (last != null && !last.hasFailed() && set.equals(settings.get(last.number()))) {
      return last;
    }
    LookTask task = session.ask(set.isEmpty() ? null : file.knobs().at(set));
    settings.clear();
    settings.put(task.number(), set);
    return task;
  }

  /** All that the file asks for, or how far it is. */
  Reply refined(int number) throws InterruptedException {
    LookTask task = session.last();
    if (task == null || task.number() != number) {
      return superseded();
    }
    try {
      return answer(number, task.whole().get(REPORT_MS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Reply.json(OK, Map.of("progress", task.progress()));
    } catch (ExecutionException | CancellationException e) {
      return failure(e);
    }
  }

  /** The best figures of the last setting as a result file. */
  Reply result() {
    LookTask task = session.last();
    Look look = task == null ? null : task.best();
    return look == null
        ? Reply.text(NOT_FOUND, "No figures yet.\n")
        : Reply.json(ResultFile.toJson(file.result(look.changed())));
  }

  private Reply answer(int number, Look look) {
    List<Setting> set = settings.get(number);
    if (set == null) {
      return superseded();
    }
    WhatIfAnswer answer =
        WhatIfAnswer.of(
            new WhatIfAnswer.Sides(
                look.base(),
                file.result(look.changed()),
                !set.isEmpty(),
                look.differences(),
                look.whole(),
                file.commands().apply(set)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", number);
    body.put("whole", look.whole());
    body.put("state", answer.state());
    body.put("html", answer.html());
    return Reply.json(OK, body);
  }

  private static Reply problems(Map<String, String> problems) {
    return Reply.json(UNPROCESSABLE, Map.of("problems", problems));
  }

  private static Reply superseded() {
    return Reply.json(
        CONFLICT, Map.of("failure", "Given up for a later setting, perhaps of another page."));
  }

  private static Reply failure(Exception failure) {
    if (failure instanceof CancellationException) {
      return superseded();
    }
    @Nullable Throwable cause = failure.getCause();
    boolean memory = cause instanceof OutOfMemoryError;
    String words =
        memory
            ? "Out of memory: waiting requests take most of it; bound server.queue or lower the"
                + " load. HEADROOM_HEAP=8g allows 8 GB."
            : "Internal failure: " + cause + "; please report it.";
    return Reply.json(FAILED, Map.of("failure", words));
  }
}
