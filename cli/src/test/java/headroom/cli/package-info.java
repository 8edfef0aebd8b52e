/** The command line as a user meets it. */
@NullMarked
package headroom.cli;

import org.jspecify.annotations.NullMarked;
