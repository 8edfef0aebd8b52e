/** Tables, charts and pages from results. */
@NullMarked
package headroom.reports;

import org.jspecify.annotations.NullMarked;
