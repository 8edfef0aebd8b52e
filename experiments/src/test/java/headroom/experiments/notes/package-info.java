/** Tests of what is said before a run. */
@NullMarked
package headroom.experiments.notes;

import org.jspecify.annotations.NullMarked;
