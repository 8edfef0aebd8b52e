/** The report page: one HTML file that needs nothing else. */
@NullMarked
package headroom.reports.page;

import org.jspecify.annotations.NullMarked;
