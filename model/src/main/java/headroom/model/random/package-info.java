/**
 * Random numbers: streams whose draws are a function of their key alone, and the distributions that
 * a file can name.
 *
 * <p>Known limits: {@code docs/model/engine.md}. Hot: drawing allocates nothing.
 */
@NullMarked
package headroom.model.random;

import org.jspecify.annotations.NullMarked;
