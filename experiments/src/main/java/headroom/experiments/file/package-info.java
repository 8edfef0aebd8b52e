/**
 * The experiment file: the only place that knows YAML. Reads the text into a tree with positions,
 * checks it against the schema beside this package ({@code experiment.schema.json}, the one list of
 * keys, limits and defaults), and makes validated experiments of it. Every mistake becomes a {@link
 * headroom.experiments.file.Problem}, all of them at once.
 */
@NullMarked
package headroom.experiments.file;

import org.jspecify.annotations.NullMarked;
