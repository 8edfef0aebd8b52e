/** What verbs print: summaries and tables on standard output, progress and errors on the other. */
@NullMarked
package headroom.cli.console;

import org.jspecify.annotations.NullMarked;
