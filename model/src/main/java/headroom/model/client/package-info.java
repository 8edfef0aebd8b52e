/**
 * Who waits for the answers: clients that give up after a timeout, that ask again within a budget,
 * and the users of a closed loop, who think before they ask.
 *
 * <p>{@link headroom.model.client.Clients} stands between the arrivals and the service and hears of
 * every outcome; {@code ClientCall} is one request with all its attempts. Clients that are patient
 * cost no event. Left out: the network between client and server but for a constant delivery time,
 * and connections. Begin with {@code Clients.handle}. Hot path.
 */
@NullMarked
package headroom.model.client;

import org.jspecify.annotations.NullMarked;
