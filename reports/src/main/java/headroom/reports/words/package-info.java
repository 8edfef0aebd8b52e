/**
 * Figures and findings in words: quantities with sensible digits, and the sentences that head a
 * report.
 */
@NullMarked
package headroom.reports.words;

import org.jspecify.annotations.NullMarked;
