/**
 * Tests of reading experiment files; the bad ones lie in {@code bad/} beside their expected
 * messages.
 */
@NullMarked
package headroom.experiments.file;

import org.jspecify.annotations.NullMarked;
