package headroom.model.cost;

/** placeholder of the constants of cost; filled with the runtime model. */
public record CostProfile(String name) {}
