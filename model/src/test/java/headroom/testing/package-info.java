/**
 * Shared by tests of all modules: reference readers and what it takes to compare a simulation with
 * them.
 */
@NullMarked
package headroom.testing;

import org.jspecify.annotations.NullMarked;
