@NullMarked
package headroom.experiments.whatif;

import org.jspecify.annotations.NullMarked;
