/**
 * The charts of a result. XChart draws the data; scales, ticks and labels are laid out here,
 * because XChart 4 puts its own ticks wherever data happens to be equally spaced, labels decades
 * only, and turns text into outlines.
 */
@NullMarked
package headroom.reports.chart;

import org.jspecify.annotations.NullMarked;
