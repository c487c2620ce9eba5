package dev.brownout.faults.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the faults have in common that answer with other addresses than the published ones. */
final class Elsewhere {
    private Elsewhere() {}

    static Optional<String> impossible(List<InetAddress> addresses, Optional<Published> published) {
        return published
                .filter(p -> p.addresses().containsAll(addresses))
                .map(p -> "its addresses " + addresses + " are among the published ones " + p.addresses()
                        + ", so nobody could tell; name others in addresses");
    }

    static CompletionStage<DnsReply> answer(DnsHit hit, List<InetAddress> addresses) {
        var ttl = hit.published().map(Published::ttl).orElse(DnsPlane.STANDARD_TTL);
        return DnsReply.now(DnsReplies.addresses(hit.question(), addresses, ttl));
    }

    /** Tell whether all of what was seen is of these addresses, IPv4 ones on the wire. */
    static boolean shows(List<String> seen, List<InetAddress> addresses) {
        Set<String> all =
                addresses.stream().map(InetAddress::getHostAddress).collect(java.util.stream.Collectors.toSet());
        return !seen.isEmpty() && all.containsAll(seen);
    }
}
