/** headroom.model.service. */
@NullMarked
package headroom.model.service;

import org.jspecify.annotations.NullMarked;
