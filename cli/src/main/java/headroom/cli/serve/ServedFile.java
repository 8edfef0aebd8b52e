package headroom.cli.serve;

import headroom.cli.Version;
import headroom.experiments.Experiment;
import headroom.experiments.file.Knob;
import headroom.experiments.file.Knobs;
import headroom.experiments.file.Setting;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.reports.page.WhatIfPage;
import headroom.reports.page.WhatIfPage.Group;
import headroom.reports.page.WhatIfPage.Slider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file that is served.
 *
 * @param name as the user names it
 * @param base the experiment as it is
 * @param commands the command lines that simulate it with further settings
 */
public record ServedFile(
    String name, Experiment base, Knobs knobs, Function<List<Setting>, List<String>> commands) {

  /** The page with its knobs. */
  WhatIfPage page() {
    Map<String, List<Slider>> groups = new LinkedHashMap<>();
    for (Knob knob : knobs.all()) {
      groups
          .computeIfAbsent(knob.group(), group -> new ArrayList<>())
          .add(new Slider(knob.id(), knob.name(), knob.value(), knob.stops(), note(knob)));
    }
    List<Group> shown = new ArrayList<>();
    groups.forEach(
        (group, sliders) -> {
          boolean first = group.equals(Knobs.FIRST);
          shown.add(new Group(first ? "What is changed first" : group, first, sliders));
        });
    return new WhatIfPage(base.name(), base.description(), name, shown);
  }

  private @Nullable String note(Knob knob) {
    return switch (knob.key()) {
      case "runtime.gomaxprocs" -> base.gomaxprocsReason();
      case "runtime.gogc", "runtime.gomemlimit" ->
          base.scenario().allocates() ? null : "without effect: no step allocates";
      default -> null;
    };
  }

  /** The result file of one setting, as {@code headroom run --json} prints it. */
  Result result(PointResult point) {
    return new Result(
        ResultFile.SCHEMA, base.name(), Version.number(), base.scenario().seed(), List.of(point));
  }
}
