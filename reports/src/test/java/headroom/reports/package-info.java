@NullMarked
package headroom.reports;

import org.jspecify.annotations.NullMarked;
