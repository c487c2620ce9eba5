package dev.brownout.junit.dns;

import dev.brownout.api.FaultPlane;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Apache HttpClient 5's look-ups go to a plane. Thread safe.
 *
 * <pre>{@code
 * var connections = PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(ApachePlaneDns.of(plane)).build();
 * HttpClients.custom().setConnectionManager(connections).build();
 * }</pre>
 *
 * <p>It asks each time it opens a connection. A pooled connection is used again without asking, as long as it lives.
 */
public final class ApachePlaneDns implements DnsResolver {
    private final Asking asking;

    private ApachePlaneDns(Asking asking) {
        this.asking = asking;
    }

    /**
     * Send look-ups to a plane.
     *
     * @param plane an open plane
     * @param names which names; none for all of them, which leaves only {@code localhost} and literals to the JDK
     * @return for {@code PoolingHttpClientConnectionManagerBuilder.setDnsResolver}, or the asynchronous client's
     */
    public static ApachePlaneDns of(FaultPlane plane, String... names) {
        return new ApachePlaneDns(new Asking(plane, names));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return asking.lookup(host).toArray(new InetAddress[0]);
    }

    /** Give the name itself: a plane knows no other names of a host. */
    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        asking.lookup(host);
        return host;
    }

    @Override
    public String toString() {
        return "HttpClient asks for " + asking;
    }
}
