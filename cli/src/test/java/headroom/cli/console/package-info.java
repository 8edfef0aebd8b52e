/** Tests of what the terminal shows. */
@NullMarked
package headroom.cli.console;

import org.jspecify.annotations.NullMarked;
