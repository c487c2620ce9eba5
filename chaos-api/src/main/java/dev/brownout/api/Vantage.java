package dev.brownout.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
     * Send one HTTP/1.1 {@code GET} and read the answer.
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
     * @param outcome how the connection did
     * @param status the status code, or 0 without an answer
     * @param contentType the content type without parameters, or an empty string
     * @param bodyDigest SHA-256 of the body in hex, or an empty string without an answer
     * @param nanos from the first byte sent to the last received, in ns
     */
    record HttpReading(TcpOutcome outcome, int status, String contentType, String bodyDigest, long nanos) {}
}
