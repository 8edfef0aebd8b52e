@NullMarked
package headroom.reports.table;

import org.jspecify.annotations.NullMarked;
