/**
 * What can be seen of the Go runtime from outside, one test for each behaviour, with the numbers
 * that the source of Go 1.26 and measurements give on the reference parameters.
 */
@NullMarked
package headroom.behaviour;

import org.jspecify.annotations.NullMarked;
