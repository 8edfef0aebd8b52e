/** Tests of the engine. */
@NullMarked
package headroom.model.engine;

import org.jspecify.annotations.NullMarked;
