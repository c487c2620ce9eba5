package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.faults.tls.TlsPlane;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The links that a plane has opened for one stack. */
final class PlaneLinks implements OpenLinks {
    private final FaultPlane plane;
    private final Map<String, Open> open = new TreeMap<>();

    private record Open(InetSocketAddress address, Protocol protocol) {}

    /** Open every link. */
    PlaneLinks(FaultPlane plane, Iterable<Link> links) {
        this.plane = plane;
        links.forEach(link -> open.put(link.id(), new Open(plane.open(link), link.protocol())));
    }

    private Open find(String link) {
        var found = open.get(link);
        if (found == null) {
            throw new BrownoutException("link must be one of " + open.keySet() + ", but was \"" + link + "\"");
        }
        return found;
    }

    @Override
    public InetSocketAddress apply(String link) {
        return find(link).address();
    }

    @Override
    public Protocol protocol(String link) {
        return find(link).protocol();
    }

    @Override
    public SSLContext trust() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("plane", plane.part(TlsPlane.class).root().certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new BrownoutException("this JVM must be able to trust the plane's test root, but is not: " + e, e);
        }
    }
}
