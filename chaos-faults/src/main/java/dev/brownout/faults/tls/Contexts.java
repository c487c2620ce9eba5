package dev.brownout.faults.tls;

import dev.brownout.api.BrownoutException;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a plane shakes hands with: for each name, flaw and set of application protocols a certificate of its own, at most
 * {@value #MOST} of them, the one that was not used for longest going first. Each has a session cache of its own, so no
 * session of before a fault is taken up again during it. Thread safe.
 */
final class Contexts {
    /** How many sessions a certificate's users can resume; the JDK would keep 20,480, each for a day. */
    private static final int SESSIONS = 100;

    static final int MOST = 256;

    /** Host names as they may stand in a certificate; anything else that a client asks for gets the standard one. */
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62}\\.?)*[a-z0-9]");

    private record Key(String host, Set<String> names, CertificateShape shape, List<String> protocols) {}

    private final Authority authority;

    private final Map<Key, SslContext> servers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SslContext> eldest) {
            return size() > MOST;
        }
    };

    Contexts(Clock clock) {
        authority = new Authority(clock);
    }

    TestRoot root() {
        return authority.root();
    }

    /**
     * Find what to meet a client with.
     *
     * @param asked the name that the client asked for, or an empty text
     */
    synchronized SslContext server(String asked, TlsLink link, CertificateShape shape) {
        var names = new TreeSet<String>();
        link.serverName().filter(Contexts::isHost).ifPresent(names::add);
        var wanted = asked.toLowerCase(Locale.ROOT);
        if (isHost(wanted)) {
            names.add(wanted);
        }
        var host = isHost(wanted) ? wanted : names.isEmpty() ? "localhost" : names.first();
        return servers.computeIfAbsent(new Key(host, names, shape, link.protocols()), this::make);
    }

    static boolean isHost(String text) {
        return text.length() <= 253 && HOST.matcher(text).matches() && !text.contains("..");
    }

    synchronized int size() {
        return servers.size();
    }

    private SslContext make(Key key) {
        var bundle = authority.issue(key.host(), key.names(), key.shape());
        try {
            return SslContextBuilder.forServer(bundle.getKeyPair().getPrivate(), bundle.getCertificate())
                    .sslProvider(SslProvider.JDK)
                    .sessionCacheSize(SESSIONS)
                    .applicationProtocolConfig(offering(key.protocols()))
                    .build();
        } catch (SSLException e) {
            throw new BrownoutException("this JVM must be able to serve TLS, but is not: " + e, e);
        }
    }

    /** Make what a plane meets a target with. It does not ask who the target is: the stand-in for a wire has no say in that. */
    static SslContext client(List<String> protocols) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .sessionCacheSize(1)
                    .applicationProtocolConfig(offering(protocols))
                    .build();
        } catch (SSLException e) {
            throw new BrownoutException("this JVM must be able to speak TLS, but is not: " + e, e);
        }
    }

    private static ApplicationProtocolConfig offering(List<String> protocols) {
        return protocols.isEmpty()
                ? ApplicationProtocolConfig.DISABLED
                : new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocols);
    }
}
