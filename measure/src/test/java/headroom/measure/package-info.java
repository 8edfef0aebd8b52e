@NullMarked
package headroom.measure;

import org.jspecify.annotations.NullMarked;
