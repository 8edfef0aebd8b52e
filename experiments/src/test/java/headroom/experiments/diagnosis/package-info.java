/** Tests of what is found wrong. */
@NullMarked
package headroom.experiments.diagnosis;

import org.jspecify.annotations.NullMarked;
