package dev.brownout.faults.tls;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a link's labels say of its TLS: {@code target-tls=plain|tls} (whether the target speaks TLS, {@code tls} where nothing
 * is said), {@code trust=plane} (the victim trusts the plane's root), {@code server-name=HOST} (which name the victim connects
 * to, {@code 127.0.0.1} where nothing is said) and, on a link of opaque bytes, {@code alpn=NAME,NAME} (which application
 * protocols are offered to both sides; none where nothing is said).
 *
 * @param targetTls whether the target speaks TLS
 * @param trusted whether the victim trusts the plane's root
 * @param serverName the name that the victim connects to
 * @param protocols the application protocols
 */
record TlsLink(boolean targetTls, boolean trusted, Optional<String> serverName, List<String> protocols) {
    static final String TARGET_TLS = "target-tls";
    static final String TRUST = "trust";
    static final String SERVER_NAME = "server-name";
    static final String ALPN = "alpn";

    static TlsLink of(Link link) {
        var target = link.labels().getOrDefault(TARGET_TLS, "tls");
        if (!target.equals("tls") && !target.equals("plain")) {
            throw new BrownoutException(
                    "label " + TARGET_TLS + " must be plain or tls, but was \"" + target + "\" on link " + link.id());
        }
        return new TlsLink(
                target.equals("tls"),
                "plane".equals(link.labels().get(TRUST)),
                Optional.ofNullable(link.labels().get(SERVER_NAME)),
                link.protocol() == Protocol.HTTPS1
                        ? List.of("http/1.1")
                        : Arrays.stream(link.labels().getOrDefault(ALPN, "").split(",", -1))
                                .map(String::trim)
                                .filter(p -> !p.isEmpty())
                                .toList());
    }

    /** The name that a certificate has to be for. */
    String verifiedName() {
        return serverName.orElse("127.0.0.1");
    }
}
