@NullMarked
package headroom.model.go.stack;

import org.jspecify.annotations.NullMarked;
