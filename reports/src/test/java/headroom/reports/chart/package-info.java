@NullMarked
package headroom.reports.chart;

import org.jspecify.annotations.NullMarked;
