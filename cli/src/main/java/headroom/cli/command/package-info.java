/**
 * One class a verb: it parses, calls one service, hands the result to a printer and returns the
 * exit status. Options that several verbs share are mixins.
 */
@NullMarked
package headroom.cli.command;

import org.jspecify.annotations.NullMarked;
