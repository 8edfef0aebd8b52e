package headroom.experiments.file;

import headroom.experiments.operations.BenchmarkOutput;
import headroom.experiments.operations.Catalogue;
import headroom.experiments.operations.Operation;
import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operation.Origin;
import headroom.experiments.operations.Operations;
import java.util.ArrayList;
import java.util.List;

/** Reads the operations that a file brings: what it defines goes before what it has measured. */
final class OperationsReader {
  /**
   * Share of the objects with pointers where nobody says one: that of a live heap. It matters
   * little, since what an operation allocates is garbage at once.
   */
  static final double POINTERS = 0.25;

  private final BenchmarkFiles files;
  private final Problems problems;

  OperationsReader(BenchmarkFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** Those of {@code root}, without the catalogue's. */
  Operations read(Section root) {
    Section section = root.section("operations");
    List<Operation> defined = new ArrayList<>();
    for (Section.Named named : section.named("define")) {
      if (named.name().isBlank()) {
        problems.error(named.place(), "an operation needs a name");
      }
      defined.add(
          new Operation(named.name(), null, Origin.DEFINED, figures(named.section()), null, ""));
    }
    return new Operations(defined).and(benchmarks(section));
  }

  private static Figures figures(Section section) {
    double bytes = section.has("size") ? section.quantity("size", Quantity.SIZE).doubleValue() : 0;
    double objects = section.has("objects") ? section.number("objects") : 1;
    double pointers =
        section.has("pointers")
            ? section.quantity("pointers", Quantity.SHARE).doubleValue()
            : POINTERS;
    double ns = section.quantity("cpu", Quantity.DURATION).doubleValue();
    return Figures.exactly(ns, bytes, objects, pointers);
  }

  private Operations benchmarks(Section section) {
    int errorsBefore = problems.errorCount();
    BenchmarkOutput.Content content =
        section.read("bench", files::read, new BenchmarkOutput.Content(Operations.NONE, List.of()));
    if (section.scalar("bench") == null || problems.errorCount() > errorsBefore) {
      return Operations.NONE;
    }
    String file = section.text("bench");
    for (BenchmarkOutput.Mistake mistake : content.mistakes()) {
      Place place = new Place(file, mistake.line(), mistake.column());
      problems.error(place, mistake.message());
    }
    if (content.mistakes().isEmpty() && content.operations().all().isEmpty()) {
      problems.error(
          section.placeOf("bench"),
          "\"" + file + "\" holds no benchmark; it is what go test -bench . -benchmem prints");
    }
    return content.operations();
  }

  /** All that a step can ask for: {@code own}, and then the catalogue. */
  static Operations withCatalogue(Operations own) {
    return own.and(Catalogue.operations());
  }
}
