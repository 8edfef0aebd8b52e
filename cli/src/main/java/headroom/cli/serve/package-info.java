/**
 * What-if live: a server for one page on this machine alone, which simulates what the page's knobs
 * say. It writes no file.
 */
@NullMarked
package headroom.cli.serve;

import org.jspecify.annotations.NullMarked;
