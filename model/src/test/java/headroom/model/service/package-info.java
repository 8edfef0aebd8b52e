/** Tests of the program that is modelled. */
@NullMarked
package headroom.model.service;

import org.jspecify.annotations.NullMarked;
