/**
 * The command line: the entry point, exit statuses and the files that verbs leave behind. Verbs are
 * in {@code command}, what they print in {@code console}.
 */
@NullMarked
package headroom.cli;

import org.jspecify.annotations.NullMarked;
