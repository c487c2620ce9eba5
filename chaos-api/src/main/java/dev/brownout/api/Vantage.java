package dev.brownout.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place to measure from that shares the victim's network, resolver and caches. Thread safe; every call ends by its
 * deadline plus a second and reports what it saw as a value.
 *
 * <p>Where nothing could be seen at all, because the vantage itself is gone or does not answer, every method throws a
 * {@link BrownoutException}: that proves neither a symptom nor its absence.
 */
public interface Vantage {

    /**
     * Name the component this vantage stands in.
     *
     * @return the component's id
     */
    String component();

    /**
     * Connect, send a greeting, wait for the first byte of an answer, close.
     *
     * @param address where to
     * @param greeting what to send; empty to send nothing and wait for nothing
     * @param deadline for all of it
     * @return what was seen
     */
    TcpReading connect(InetSocketAddress address, byte[] greeting, Duration deadline);

    /**
     * Ask the victim's DNS server for a name's IPv4 addresses, past all caches.
     *
     * @param name the host name
     * @param deadline for all of it
     * @return what was on the wire
     */
    DnsReading query(String name, Duration deadline);

    /**
     * Look a name up as the victim does, its caches included.
     *
     * @param name the host name
     * @param deadline for all of it
     * @return what the victim is told
     */
    LookupReading lookup(String name, Duration deadline);

    /**
     * Connect and shake hands by TLS as a client of the victim's JVM does (JSSE, its standard versions and ciphers), whatever
     * certificate is shown, and tell whether the victim would have accepted it.
     *
     * @param address where to
     * @param serverName the host name or address that the certificate has to be for; a name with a dot is also asked for (SNI,
     *     RFC 6066, section 3)
     * @param deadline for all of it, but for what a JVM's first use of TLS takes beforehand
     * @return what was seen
     */
    TlsReading handshake(InetSocketAddress address, String serverName, Duration deadline);

    /**
     * Send one HTTP/1.1 {@code GET} and read the answer. Where a link that speaks {@link Protocol#HTTPS1} is at the address,
     * it is sent over TLS, and any certificate will do.
     *
     * @param address where to
     * @param path an absolute path
     * @param headers further headers
     * @param deadline for all of it
     * @return what was seen
     */
    HttpReading get(InetSocketAddress address, String path, Map<String, String> headers, Duration deadline);

    /**
     * How a TCP exchange ended.
     *
     * @param outcome how
     * @param connectNanos until connected, in ns; 0 if it never was
     * @param answerNanos from connected to the first byte of the answer, in ns; 0 if there was none
     */
    record TcpReading(TcpOutcome outcome, long connectNanos, long answerNanos) {}

    /** How a TCP exchange can end. A closed set. */
    enum TcpOutcome {
        /** Answered, or connected where no greeting was sent. */
        ANSWERED,
        /** The connection was refused. */
        REFUSED,
        /** No connection by the deadline. */
        CONNECT_TIMEOUT,
        /** Connected, then nothing by the deadline. */
        SILENT,
        /** Connected, then closed in order without an answer. */
        CLOSED,
        /** Connected, then reset. */
        RESET,
        /** Something else, such as no route. */
        FAILED
    }

    /**
     * One answer of a DNS server.
     *
     * @param code the response code's name (RFC 1035, RFC 6895): {@code NOERROR}, {@code NXDOMAIN} …; {@code TIMEOUT}
     *     where there was none by the deadline, {@code UNREACHABLE} where nobody listens at the server's port
     * @param addresses the addresses in the answer section
     * @param soa whether the authority section held a SOA record
     * @param ttlSeconds the smallest TTL of the answer section, or of the SOA where that is empty; 0 without either
     * @param nanos from question to answer, in ns
     */
    record DnsReading(String code, List<String> addresses, boolean soa, long ttlSeconds, long nanos) {
        /** Copy the addresses. */
        public DnsReading {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What a look-up through the victim's own resolver told.
     *
     * @param found whether there was at least one address
     * @param addresses the addresses; empty when none was found
     * @param error what the resolver said when none was found; empty otherwise
     * @param nanos how long it took, in ns
     */
    record LookupReading(boolean found, List<String> addresses, String error, long nanos) {
        /** Copy the addresses. */
        public LookupReading {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * How an HTTP exchange ended.
     *
     * @param outcome how the connection did
     * @param status the status code, or 0 without an answer
     * @param contentType the content type without parameters, or an empty string
     * @param bodyDigest SHA-256 of the body in hex, or an empty string without an answer
     * @param nanos from the first byte sent to the last received, in ns
     */
    record HttpReading(TcpOutcome outcome, int status, String contentType, String bodyDigest, long nanos) {}

    /**
     * How a TLS handshake ended.
     *
     * @param outcome how
     * @param detail the alert's name as RFC 8446, section 6, spells it ({@code handshake_failure}), or what the JDK said of
     *     another failure; empty when it was completed
     * @param version what was agreed on ({@code TLSv1.3}); empty unless it was completed
     * @param certificate the certificate that the server showed; empty when none was seen
     * @param nanos from connected to completed or failed, in ns; 0 if it never was connected
     */
    record TlsReading(
            TlsOutcome outcome, String detail, String version, Optional<ServerCertificate> certificate, long nanos) {}

    /** How a TLS handshake can end. A closed set. */
    enum TlsOutcome {
        /** Both sides were satisfied, the certificate apart. */
        COMPLETED,
        /** The server refused with a fatal alert. */
        ALERT,
        /** The server chose a version that the victim's JVM does not speak, which ended it. */
        VERSION,
        /** Connected and greeted, and not a byte came back by the deadline. */
        SILENT,
        /** Connected, then closed without an alert. */
        CLOSED,
        /** Connected, then reset. */
        RESET,
        /** The connection was refused. */
        REFUSED,
        /** No connection by the deadline. */
        CONNECT_TIMEOUT,
        /** Something else, such as bytes that are no TLS, or a handshake that was not over by the deadline. */
        FAILED
    }

    /**
     * A server's certificate, and what the victim's JVM makes of it: its standard trust store is asked, the one that {@code
     * javax.net.ssl.trustStore} names if it is set. A client that brings a trust store of its own may judge otherwise.
     *
     * @param subject its subject (RFC 2253)
     * @param issuer who signed it (RFC 2253)
     * @param names the host names and addresses that it is for, as in its subject alternative names
     * @param notBefore from when it is valid
     * @param notAfter until when it is valid
     * @param trusted whether its chain leads to a root that is trusted, all of it valid now
     * @param named whether it is for the name that was asked for; false also while it is not trusted
     * @param complaint what is wrong with it, as the JDK says it; empty when nothing is
     */
    record ServerCertificate(
            String subject,
            String issuer,
            List<String> names,
            Instant notBefore,
            Instant notAfter,
            boolean trusted,
            boolean named,
            String complaint) {
        /** Copy the names. */
        public ServerCertificate {
            names = List.copyOf(names);
        }
    }
}
