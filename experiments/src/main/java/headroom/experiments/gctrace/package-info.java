/**
 * The lines that {@code GODEBUG=gctrace=1} has the Go runtime write, one for each collection: read
 * from a service's log, and written in the same form. Source: Go 1.26 {@code
 * runtime/mgc.go:gcMarkTermination}.
 */
@NullMarked
package headroom.experiments.gctrace;

import org.jspecify.annotations.NullMarked;
