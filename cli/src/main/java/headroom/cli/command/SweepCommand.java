package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.SweptKey;
import headroom.experiments.notes.JobSize;
import headroom.experiments.result.Origin;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.experiments.run.Cluster;
import headroom.experiments.run.ClusterFailure;
import headroom.experiments.sweep.SweepJournal;
import headroom.reports.table.PointSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom sweep}. */
@Command(
    name = "sweep",
    description = "Simulate the grid of the file's sweep and of --set lists.",
    footer = {
      "",
      "Example: headroom sweep checkout.yaml --set server.workers=1,2,4,8",
      "Status 3 says that some point misses the SLO."
    })
final class SweepCommand extends VerbCommand {
  /** Reading so many points takes a moment. */
  private static final int MANY_POINTS = 100;

  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @Option(
      names = "--resume",
      description =
          "Go on where an interrupted sweep into the same --out stopped; use the points of a finished one again.")
  private boolean resume;

  @Option(
      names = "--cluster",
      paramLabel = "MASTER",
      description =
          "Simulate on Apache Spark: local[*], spark://HOST:7077 or another of its masters (docs/cluster.md).")
  private @Nullable String master;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SweepCommand() {}

  @Override
  public Integer call() throws Exception {
    Cluster cluster = master == null ? null : cluster();
    Integer atOnce = cluster == null ? doneElsewhereAtOnce() : null;
    if (atOnce != null) {
      return atOnce;
    }
    LoadedExperiment loaded = Sources.read(file, settings.fixed(), settings.axes());
    List<Experiment> all = loaded.points().stream().map(Point::experiment).toList();
    Integer elsewhere = cluster == null ? doneElsewhere(JobSize.requests(all)) : null;
    if (elsewhere != null) {
      return elsewhere;
    }
    loaded.notes().forEach(err()::println);
    if (loaded.axes().isEmpty()) {
      throw new BadInputException(
          "nothing to sweep: the file has no sweep:, and no --set has a list such as server.workers=1,2,4");
    }
    Path target = output.directory(loaded.base().name(), "-sweep");
    try (ResultWriter writer = new ResultWriter(this, output, target)) {
      SweepJournal journal =
          resume
              ? SweepJournal.resume(writer.points(), writer.published(), Version.number())
              : SweepJournal.fresh(writer.points(), writer.published(), Version.number());
      writer.sayWhatIsReplaced(origin(loaded));
      sayWhatIsKept(journal, loaded.points(), writer.points());
      try {
        return sweep(loaded, journal, cluster, writer);
      } catch (OutOfMemoryError e) {
        int status = MemoryFailure.print(e, err());
        err().println("headroom: " + wayOn(journal, loaded.points()));
        return status;
      } catch (Exception | LinkageError e) {
        if (interruption().asked() || Verbs.isInterruption(e)) {
          err().println("headroom: interrupted: " + wayOn(journal, loaded.points()));
          return ExitStatus.INTERRUPTED.code();
        }
        String words = words(e);
        if (words != null) {
          throw new BadInputException(words + "\nheadroom: " + wayOn(journal, loaded.points()));
        }
        throw e;
      }
    }
  }

  /**
   * As {@link #doneElsewhere} for a sweep that is large by what its base and the command line say:
   * all its points are read in the other process alone. What is wrong with one is said there.
   */
  private @Nullable Integer doneElsewhereAtOnce() throws InterruptedException {
    long points = 1;
    for (SweptKey axis : settings.axes()) {
      points *= axis.values().size();
    }
    if (points < MANY_POINTS || comesOnce()) {
      return null;
    }
    try {
      Experiment base = ExperimentReader.readBase(Sources.source(file), settings.fixed());
      return doneElsewhere(points * JobSize.requests(List.of(base)));
    } catch (InvalidExperimentException e) { // wrong, or not whole without the swept values
      return null;
    }
  }

  private Cluster cluster() {
    if (output.namesThreads()) {
      throw new BadInputException(
          "--threads says nothing of other machines; with --cluster write local[2]");
    }
    return Clusters.loaded();
  }

  private int sweep(
      LoadedExperiment loaded, SweepJournal journal, @Nullable Cluster cluster, ResultWriter writer)
      throws Exception {
    long startNs = System.nanoTime();
    Experiments experiments = new Experiments(output);
    Experiments.Swept swept =
        cluster == null || master == null
            ? experiments.sweep(loaded, journal)
            : experiments.sweep(loaded, journal, cluster, master);
    Result result = swept.result();
    Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), swept.threads());
    writer.result(result, null, loaded.resolvedYaml(), commandLine());
    journal.index(loaded.points(), writer.staged());
    writer.publish(timing, origin(loaded));
    journal.remove(loaded.points());
    print(result, writer, timing);
    return (Experiments.missesSlo(result) ? ExitStatus.SLO_MISSED : ExitStatus.DONE).code();
  }

  /** What the user is told of a failure that is not ours; null for one that is. */
  private static @Nullable String words(Throwable failure) {
    if (failure instanceof BadInputException bad) {
      return bad.words();
    }
    if (failure instanceof IOException file) {
      return FileFailure.words(file);
    }
    if (failure instanceof ClusterFailure cluster) {
      return cluster.words();
    }
    return failure.getCause() instanceof ClusterFailure cluster ? cluster.words() : null;
  }

  private Origin origin(LoadedExperiment loaded) {
    return new Origin("sweep", loaded.base().name(), Sources.shown(file));
  }

  /** Finished points of an interrupted sweep are never lost without a word. */
  private void sayWhatIsKept(SweepJournal journal, List<Point> points, Path place)
      throws IOException {
    if (output.quiet()) {
      return;
    }
    int kept = journal.kept(points);
    int others = journal.others(points);
    String count = kept + " of " + points.size() + " points";
    if (resume && kept == 0) {
      err().println("headroom: no point of this sweep is kept; all " + points.size() + " are run");
    } else if (resume) {
      err().println("headroom: going on with " + count);
    } else if (kept > 0) {
      err()
          .println(
              "headroom: "
                  + count
                  + " are kept from an interrupted sweep and are run again; --resume would use them");
    }
    if (others > 0) {
      err()
          .println(
              "headroom: "
                  + others
                  + " finished points of another sweep, or of this one before a change, stay in "
                  + place);
    }
  }

  private String wayOn(SweepJournal journal, List<Point> points) {
    int kept = journal.kept(points);
    if (kept == 0) {
      return "no point was finished, nothing was written";
    }
    String command = commandLine();
    String again = command == null ? "the same command" : command;
    return kept
        + " of "
        + points.size()
        + " points are kept; go on with: "
        + again
        + (resume ? "" : command == null ? " and --resume" : " --resume");
  }

  private void print(Result result, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(result));
    }
    if (output.summary()) {
      out().print(PointSummary.text(result, format.format()));
      if (format.forPeople()) {
        PointSummary.notes(result).forEach(out()::println);
        String profile = result.points().get(0).effective().profile();
        if (profile != null) {
          out().println("profile " + profile + ": its constants are not measured on your machine");
        }
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
