/** The points of a result as a table: on screen, as Markdown, CSV and JSON. */
@NullMarked
package headroom.reports.table;

import org.jspecify.annotations.NullMarked;
