/** Tests of the run queues, of sysmon and of spinning. */
@NullMarked
package headroom.model.go.scheduler;

import org.jspecify.annotations.NullMarked;
