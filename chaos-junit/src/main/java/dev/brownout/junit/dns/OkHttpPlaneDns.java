package dev.brownout.junit.dns;

import dev.brownout.api.FaultPlane;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * OkHttp's look-ups go to a plane. Thread safe.
 *
 * <pre>{@code
 * new OkHttpClient.Builder().dns(OkHttpPlaneDns.of(plane)).build();
 * }</pre>
 *
 * <p>OkHttp asks each time it opens a connection. A pooled connection is used again without asking, as long as it lives.
 */
public final class OkHttpPlaneDns implements Dns {
    private final Asking asking;

    private OkHttpPlaneDns(Asking asking) {
        this.asking = asking;
    }

    /**
     * Send look-ups to a plane.
     *
     * @param plane an open plane
     * @param names which names; none for all of them, which leaves only {@code localhost} and literals to the JDK
     * @return for {@code OkHttpClient.Builder.dns}
     */
    public static OkHttpPlaneDns of(FaultPlane plane, String... names) {
        return new OkHttpPlaneDns(new Asking(plane, names));
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return asking.lookup(hostname);
    }

    @Override
    public String toString() {
        return "OkHttp asks for " + asking;
    }
}
