package headroom.experiments.result;

import org.jspecify.annotations.Nullable;

/**
 * Where the results in an output directory come from.
 *
 * @param verb of the command line, for instance {@code sweep}
 * @param experiment its name
 * @param source the file as it was named on the command line; null if that is not known
 */
public record Origin(String verb, String experiment, @Nullable String source) {}
