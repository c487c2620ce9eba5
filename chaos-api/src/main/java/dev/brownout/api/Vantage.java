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
     * Connect, send a request many times over without waiting, read until each was answered, and close.
     *
     * @param address where to
     * @param unit the request, at most 32 KiB
     * @param times how often it is sent
     * @param marker what each answer holds exactly once, and which does not begin again within itself; empty where each
     *     byte counts as an answer
     * @param end whether to send no more once all is answered and wait until the far end closes too
     * @param deadline for all of it
     * @return what was seen
     */
    default FlowReading flow(
            InetSocketAddress address, byte[] unit, int times, byte[] marker, boolean end, Duration deadline) {
        throw new BrownoutException("the vantage inside " + component() + " cannot measure how much passes");
    }

    /**
     * Open connections one after the other, greet on each and wait for the first byte of an answer, and close them all at
     * the end.
     *
     * @param address where to
     * @param greeting what to send on each, not empty
     * @param count how many, at most 100
     * @param deadline for all of it
     * @return what was seen
     */
    default HoldReading hold(InetSocketAddress address, byte[] greeting, int count, Duration deadline) {
        throw new BrownoutException("the vantage inside " + component() + " cannot hold connections");
    }

    /**
     * Ask the victim's DNS server for a name's IPv4 addresses, past all caches: over UDP, and over TCP where that answer is
     * truncated.
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
     * Open a WebSocket (RFC 6455), send pings and count what comes back, until every ping was answered.
     *
     * @param address where to
     * @param path an absolute path
     * @param headers further headers of the request for the upgrade
     * @param pings how many, 1 to 1000
     * @param deadline for all of it
     * @return what was seen
     */
    WebSocketReading webSocket(
            InetSocketAddress address, String path, Map<String, String> headers, int pings, Duration deadline);

    /**
     * How a TCP exchange ended.
     *
     * @param outcome how
     * @param connectNanos until connected, in ns; 0 if it never was
     * @param answerNanos from connected to the first byte of the answer, in ns; 0 if there was none
     */
    record TcpReading(TcpOutcome outcome, long connectNanos, long answerNanos) {}

    /**
     * How much passed on a connection.
     *
     * @param outcome {@link TcpOutcome#ANSWERED} when every request was, and the end came where it was waited for; else
     *     how it ended
     * @param sent bytes that this side's system took in whole requests
     * @param received bytes
     * @param answers how many
     * @param firstNanos from connected to the first answer, in ns; 0 if there was none
     * @param lastNanos from connected to the last answer that was counted, in ns; 0 if there was none
     * @param endNanos from sending no more to the far end's close, in ns; 0 where that was not waited for or did not come
     */
    record FlowReading(
            TcpOutcome outcome,
            long sent,
            long received,
            long answers,
            long firstNanos,
            long lastNanos,
            long endNanos) {}

    /**
     * How many connections could be held at once.
     *
     * @param answered how many were answered
     * @param ended how many were refused, or closed or reset without an answer
     * @param silent how many heard nothing by the deadline
     */
    record HoldReading(int answered, int ended, int silent) {}

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
     *     where there was none by the deadline, {@code UNREACHABLE} where nobody listens at the server's port, {@code CLOSED}
     *     where the connection that a truncated answer asked for was refused or ended without an answer
     * @param addresses the addresses in the answer section
     * @param soa whether the authority section held a SOA record
     * @param ttlSeconds the smallest TTL of the answer section, or of the SOA where that is empty; 0 without either
     * @param truncated whether the answer over UDP had the TC flag; all else is of the answer over TCP then
     * @param nanos from question to answer, in ns
     */
    record DnsReading(
            String code, List<String> addresses, boolean soa, long ttlSeconds, boolean truncated, long nanos) {
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
     * @param outcome how the connection did; {@link TcpOutcome#ANSWERED} where the answer was whole
     * @param status the status code, or 0 without an answer
     * @param contentType the content type without parameters, or an empty string
     * @param bodyDigest SHA-256 of the body in hex, or an empty string without a whole answer
     * @param nanos from the first byte sent to the last received, in ns
     * @param headers the answer's headers by their names in lower case, the values of one name apart by a comma; the first
     *     8 KiB of them
     * @param bodyStart the first KiB of the body as UTF-8 text
     * @param bodyBytes how many bytes of the body came
     */
    record HttpReading(
            TcpOutcome outcome,
            int status,
            String contentType,
            String bodyDigest,
            long nanos,
            Map<String, String> headers,
            String bodyStart,
            long bodyBytes) {
        /** Copy the headers. */
        public HttpReading {
            headers = Rules.sorted(headers);
        }

        /**
         * Tell whether the answer came whole.
         *
         * @return false where it stopped, or there was none
         */
        public boolean complete() {
            return outcome == TcpOutcome.ANSWERED;
        }
    }

    /**
     * How a WebSocket fared.
     *
     * @param outcome {@link TcpOutcome#ANSWERED} where every ping was answered or a close frame came, {@link
     *     TcpOutcome#SILENT} where it was still open at the deadline; otherwise how the connection ended
     * @param status the status code of the answer to the upgrade: 101, or a refusal's, or 0 without an answer
     * @param pings how many pings were sent
     * @param pongs how many of them were answered
     * @param frames how many other frames came
     * @param closeCode the code of the close frame (RFC 6455, section 7.4), or 0 where none came
     * @param nanos from the upgrade's answer to the end, in ns
     */
    record WebSocketReading(
            TcpOutcome outcome, int status, int pings, int pongs, int frames, int closeCode, long nanos) {}

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
