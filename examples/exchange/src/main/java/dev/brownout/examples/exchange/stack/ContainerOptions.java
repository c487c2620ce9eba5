package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which exchange in containers is asked for.
 *
 * @param exchange what it has in common with the one in processes
 * @param nginx whether its edge is nginx, else the exchange's own
 */
record ContainerOptions(ExchangeOptions exchange, boolean nginx) {
    private static final String EDGE = "edge";

    static ContainerOptions parse(String variant, Map<String, String> options) {
        var others = new TreeMap<>(options);
        var edge = options.getOrDefault(EDGE, "java");
        others.remove(EDGE);
        if (!edge.equals("java") && !edge.equals("nginx")) {
            throw new BrownoutException("option " + EDGE + " must be one of java|nginx, but was \"" + edge + "\"");
        }
        var exchange = ExchangeOptions.parse(variant, others);
        if (exchange.lookup() != ExchangeOptions.Lookup.PLANE) {
            throw new BrownoutException("option ledger-lookup must be plane for an exchange in containers, but was "
                    + exchange.lookup().word() + "; every look-up of a container goes through its --dns");
        }
        return new ContainerOptions(exchange, edge.equals("nginx"));
    }
}
