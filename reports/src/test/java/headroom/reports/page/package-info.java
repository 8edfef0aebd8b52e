@NullMarked
package headroom.reports.page;

import org.jspecify.annotations.NullMarked;
