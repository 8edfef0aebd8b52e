/**
 * The rules that the build holds over the whole repository: architecture, tidiness, documentation
 * that can be run. They live in this module because it sees all others.
 */
@NullMarked
package headroom.gates;

import org.jspecify.annotations.NullMarked;
