@NullMarked
package headroom.reports.words;

import org.jspecify.annotations.NullMarked;
