/**
 * Planning: the highest load that meets the SLO, how near it is to saturation, and what breaks
 * beyond it.
 */
@NullMarked
package headroom.experiments.plan;

import org.jspecify.annotations.NullMarked;
