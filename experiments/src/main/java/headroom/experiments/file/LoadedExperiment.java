package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.Prices;
import java.util.List;

/**
 * A file that was read without errors.
 *
 * @param base the experiment without its sweep
 * @param points of the sweep, later axes fastest; one point without parameters if there is no sweep
 * @param axes of the sweep, in order; those of {@code zip} one after the other
 * @param resolvedYaml the file with overrides and every default written out; a valid experiment
 *     file
 * @param notes what the file says without effect
 * @param load what its arrivals are multiplied by; 1 is as they are written
 * @param prices of what it runs on
 */
public record LoadedExperiment(
    Experiment base,
    List<Point> points,
    List<SweptKey> axes,
    String resolvedYaml,
    List<Problem> notes,
    double load,
    Prices prices) {
  public LoadedExperiment {
    points = List.copyOf(points);
    axes = List.copyOf(axes);
    notes = List.copyOf(notes);
  }
}
