@NullMarked
package headroom.cli.serve;

import org.jspecify.annotations.NullMarked;
