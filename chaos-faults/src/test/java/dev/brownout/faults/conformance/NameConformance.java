package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.faults.LocalPlane;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/** Faults of a name with a past and two addresses, that the victim's JVM looks up with a second's caching. */
abstract class NameConformance extends FaultConformance {
    private static final Name LEDGER =
            new Name("ledger.us-east-1.exchange.test", Map.of(), Map.of("gateway", Resolution.JVM_AGENT));

    NameConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    @Override
    protected Component victim() {
        return dev.brownout.faults.vantage.VictimJvm.component("gateway");
    }

    @Override
    protected Target target() {
        return LEDGER;
    }

    @Override
    protected void prepare(LocalPlane plane) throws UnknownHostException {
        plane.publish(LEDGER, List.of(loopback(9)));
        plane.publish(LEDGER, List.of(loopback(1), loopback(2)));
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    @Override
    protected void dismantle() {
        // names end with the plane
    }

    @Override
    protected void victimWorks(VictimJvm victim) {
        victim.ask("lookup " + LEDGER.id());
    }
}
