/**
 * What if: an experiment beside a changed one, first from a short part of both that answers at
 * once, then from all that the experiment asks for. What is simulated follows from the file alone.
 */
@NullMarked
package headroom.experiments.whatif;

import org.jspecify.annotations.NullMarked;
