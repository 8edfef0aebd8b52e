/**
 * Tables, charts and pages from results, and from nothing else: a result that was read from its
 * file is reported like one that has just been computed.
 *
 * <p>{@code words} makes sentences and names of figures, {@code table} tables, {@code chart}
 * charts, {@code page} the HTML page; {@link headroom.reports.ReportWriter} writes them. What
 * reports the terminal shows, and which files a verb leaves behind, is the command line's. Begin
 * with {@code page.ReportPage}.
 */
@NullMarked
package headroom.reports;

import org.jspecify.annotations.NullMarked;
