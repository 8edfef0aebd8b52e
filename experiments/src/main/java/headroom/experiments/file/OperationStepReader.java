package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.operations.Catalogue;
import headroom.experiments.operations.Operation;
import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operation.Origin;
import headroom.experiments.operations.Operations;
import headroom.model.random.Distribution;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the step {@code op}: what was measured of an operation becomes what the model runs. */
final class OperationStepReader {
  /** So many names are read, not skipped. */
  private static final int MOST_NEAREST = 3;

  private final Operations own;
  private final boolean whole;
  private final double scale;
  private final Problems problems;

  /**
   * A reader of steps that may name the operations of {@code own} and of the catalogue.
   *
   * @param whole whether all that the file brings could be read; if not, a name may be of the rest
   * @param scale what the catalogue's times are multiplied by on the machine of the experiment
   */
  OperationStepReader(Operations own, boolean whole, double scale, Problems problems) {
    this.own = own;
    this.whole = whole;
    this.scale = scale;
    this.problems = problems;
  }

  /** The operation that {@code section} names; nothing to do if there is none of that name. */
  WorkStep.Operation read(@Nullable String id, Section section, Distribution times) {
    String name = section.text("name");
    Operation found = find(name, section);
    Double pointers =
        section.has("pointers")
            ? (Double) section.quantity("pointers", Quantity.SHARE).doubleValue()
            : null;
    WorkStep.Operation.Measured each =
        found == null
            ? new WorkStep.Operation.Measured(0, 0, 0, 0)
            : measured(found, pointers, section);
    return new WorkStep.Operation(id, name, times, each);
  }

  private @Nullable Operation find(String name, Section section) {
    YamlText written = section.scalar("name");
    if (written == null || written.type() != YamlText.Type.TEXT || name.isBlank()) {
      return null; // was said before
    }
    Optional<Operation> found = own.named(name);
    if (found.isEmpty()) {
      found = Catalogue.operations().named(name);
    }
    if (found.isEmpty() && !whole) {
      return null;
    }
    if (found.isEmpty()) {
      problems.error(written.place(), "unknown operation \"" + name + "\"" + question(name));
      return null;
    }
    String instead = found.get().instead();
    if (instead != null) {
      problems.error(
          written.place(), "\"" + name + "\" is not computing alone, so it is no op: " + instead);
      return null;
    }
    return found.get();
  }

  /** What is near and can be an op. */
  private String question(String name) {
    Operations all = OperationsReader.withCatalogue(own);
    List<String> near =
        new Operations(all.all().stream().filter(Operation::isComputed).toList()).nearest(name);
    List<String> few = near.subList(0, Math.min(MOST_NEAREST, near.size()));
    return few.isEmpty()
        ? "; headroom costs lists them"
        : "; did you mean " + String.join(" or ", few) + "? headroom costs lists all";
  }

  private WorkStep.Operation.Measured measured(
      Operation operation, @Nullable Double pointers, Section section) {
    Figures figures = operation.figures();
    double ns = figures.ns();
    if (operation.origin() == Origin.CATALOGUE) {
      ns = Math.max(0, ns - Catalogue.loopNs()) * scale;
    }
    ns *= section.number("scale");
    double bytes = 0;
    if (figures.knowsAllocation()) {
      bytes = figures.bytes();
    } else {
      problems.note(
          section.placeOf("name"),
          "nobody has measured what \""
              + operation.name()
              + "\" allocates: it is taken to be nothing; go test needs -benchmem");
    }
    Double known = pointers == null ? figures.pointers() : pointers;
    // go test rounds down: who allocates bytes allocates an object now and then
    double objects = bytes > 0 ? Math.max(1, figures.objects()) : 0;
    return new WorkStep.Operation.Measured(
        ns, bytes, objects, known == null ? OperationsReader.POINTERS : known);
  }
}
