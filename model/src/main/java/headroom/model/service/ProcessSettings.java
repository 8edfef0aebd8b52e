package headroom.model.service;

/**
 * What the program holds besides its requests.
 *
 * @param goroutines goroutines that are parked for the whole run
 * @param tickers goroutines that range over a ticker of one second
 */
public record ProcessSettings(int goroutines, int tickers) {}
