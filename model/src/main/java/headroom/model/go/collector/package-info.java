/**
 * When the garbage collector starts, how much of the CPU it takes and what allocation pays for
 * marking: the pacer and the CPU limiter, as arithmetic on bytes and ns. Follows Go 1.26 {@code
 * runtime/mgcpacer.go} and {@code mgclimit.go}; knows no events, so that it can be held to recorded
 * collections. What it leaves out stands in {@code docs/model/collector.md}. Hot path.
 */
@NullMarked
package headroom.model.go.collector;

import org.jspecify.annotations.NullMarked;
