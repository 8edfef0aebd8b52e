/**
 * Problems that people who run Go services reported in public, reduced to experiments of our own
 * under {@code src/test/resources/incidents}: the simulator has to say what they saw.
 */
@NullMarked
package headroom.incidents;

import org.jspecify.annotations.NullMarked;
