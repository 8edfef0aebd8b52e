/**
 * The steps of a request, compiled into instructions that goroutines execute. One class an
 * instruction; a goroutine is a {@link headroom.model.workload.program.ProgramRun}. Hot path.
 */
@NullMarked
package headroom.model.workload.program;

import org.jspecify.annotations.NullMarked;
