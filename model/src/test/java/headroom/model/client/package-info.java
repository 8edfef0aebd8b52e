@NullMarked
package headroom.model.client;

import org.jspecify.annotations.NullMarked;
