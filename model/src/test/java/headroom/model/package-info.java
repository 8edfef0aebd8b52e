/** A view into a replication, for audits. */
@NullMarked
package headroom.model;

import org.jspecify.annotations.NullMarked;
