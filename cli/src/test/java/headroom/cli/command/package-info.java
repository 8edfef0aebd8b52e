/** Tests of the verbs. */
@NullMarked
package headroom.cli.command;

import org.jspecify.annotations.NullMarked;
