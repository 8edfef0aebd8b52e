/**
 * What a scrape of one simulated process would show, as text that tools for monitoring read: the
 * figures of the table of {@code headroom.model.metrics} at the instants of the series, counters
 * from the start of the process.
 */
@NullMarked
package headroom.experiments.openmetrics;

import org.jspecify.annotations.NullMarked;
