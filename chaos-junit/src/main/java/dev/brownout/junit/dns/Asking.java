package dev.brownout.junit.dns;

import dev.brownout.agent.PlaneDns;
import dev.brownout.api.FaultPlane;
import dev.brownout.faults.vantage.TestJvm;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is common to the adapters: which hosts are looked up at the plane, as the test JVM, and which are left to the JDK. */
final class Asking {
    private final PlaneDns dns;
    private final Set<String> only;

    /**
     * @param plane where to ask
     * @param names what to ask for; empty for all names
     */
    Asking(FaultPlane plane, String... names) {
        this.dns = PlaneDns.of(plane.dns(), TestJvm.COMPONENT);
        this.only = Arrays.stream(names).map(Asking::canonical).collect(Collectors.toUnmodifiableSet());
    }

    private static String canonical(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    List<InetAddress> lookup(String host) throws UnknownHostException {
        boolean here = !PlaneDns.isLocal(host) && (only.isEmpty() || only.contains(canonical(host)));
        return here ? dns.lookup(host) : List.of(InetAddress.getAllByName(host));
    }

    @Override
    public String toString() {
        return (only.isEmpty() ? "all names" : String.join(", ", only)) + " at " + dns;
    }
}
