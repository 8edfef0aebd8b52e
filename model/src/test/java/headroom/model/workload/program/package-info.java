@NullMarked
package headroom.model.workload.program;

import org.jspecify.annotations.NullMarked;
