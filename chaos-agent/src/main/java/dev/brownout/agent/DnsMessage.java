package dev.brownout.agent;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The little of the DNS wire format (RFC 1035, RFC 6891) that asking for addresses needs. */
final class DnsMessage {
    static final int A = 1;
    static final int AAAA = 28;
    private static final int SOA = 6;
    private static final int OPT = 41;

    /** The first code of the range for local and experimental use (RFC 6891, section 9). */
    static final int VICTIM_OPTION = 65_001;

    /** The payload that DNS flag day 2020 recommends: it fits one frame nearly everywhere. */
    private static final int UDP_PAYLOAD = 1232;

    private DnsMessage() {}

    /**
     * Write a question for one name, with the option that tells the plane who asks: one byte, 1 for a witness and 0 for
     * the victim itself, then the component's id in UTF-8.
     *
     * @throws UnknownHostException if the text cannot be a name (RFC 1035, section 2.3.4)
     */
    static byte[] question(int id, String name, int type, String component, boolean witness)
            throws UnknownHostException {
        var out = new ByteArrayOutputStream(128);
        u16(out, id);
        u16(out, 0x0100); // recursion desired
        u16(out, 1);
        u16(out, 0);
        u16(out, 0);
        u16(out, 1);
        int length = 0;
        for (var label : (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1)) {
            var bytes = label.getBytes(StandardCharsets.UTF_8);
            length += bytes.length + 1;
            if (bytes.length == 0 || bytes.length > 63 || length > 254) {
                throw new UnknownHostException(name + ": not a host name (RFC 1035, section 2.3.4)");
            }
            out.write(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
        out.write(0);
        u16(out, type);
        u16(out, 1);
        var victim = component.getBytes(StandardCharsets.UTF_8);
        out.write(0);
        u16(out, OPT);
        u16(out, UDP_PAYLOAD);
        u16(out, 0);
        u16(out, 0);
        u16(out, 5 + victim.length);
        u16(out, VICTIM_OPTION);
        u16(out, 1 + victim.length);
        out.write(witness ? 1 : 0);
        out.write(victim, 0, victim.length);
        return out.toByteArray();
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    /**
     * One answer.
     *
     * @param code the response code's name; {@code TIMEOUT} or {@code UNREACHABLE} where there was no answer, {@code CLOSED}
     *     where the connection for one was refused or ended without it
     * @param truncated whether the server asked to be asked again over TCP
     * @param addresses of the answer section, of the type asked for
     * @param soa whether the authority section held a SOA record
     * @param ttl the smallest of the answer section, else the SOA's, else 0; in s
     */
    record Answer(String code, boolean truncated, List<InetAddress> addresses, boolean soa, long ttl) {
        static Answer none(String code, boolean truncated) {
            return new Answer(code, truncated, List.of(), false, 0);
        }

        Answer afterTruncation() {
            return new Answer(code, true, addresses, soa, ttl);
        }
    }

    /** Tell whether a datagram answers a question: same id, is a response, repeats the question (RFC 5452, section 9.1). */
    static boolean answers(byte[] question, byte[] m, int length) {
        if (length < 12 || m[0] != question[0] || m[1] != question[1] || (m[2] & 0x80) == 0) {
            return false;
        }
        if (m[4] == 0 && m[5] == 0) {
            return (m[3] & 0x0f) != 0; // an error may come without the question
        }
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1; // labels of our own writing: no pointers
        }
        end += 5; // the root, type and class
        for (int i = 12; i < end; i++) {
            if (i >= length || lower(question[i]) != lower(m[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /**
     * Read an answer.
     *
     * @throws UnknownHostException if it is no well-formed message
     */
    static Answer read(String name, int type, byte[] m, int length) throws UnknownHostException {
        try {
            boolean truncated = (m[2] & 0x02) != 0;
            int code = m[3] & 0x0f;
            var addresses = new ArrayList<InetAddress>();
            boolean soa = false;
            long ttl = -1;
            long negative = 0;
            int at = 12;
            for (int i = u16(m, 4); i > 0; i--) {
                at = skipName(m, at, length) + 4;
            }
            int answers = u16(m, 6);
            int authorities = u16(m, 8);
            int all = answers + authorities + u16(m, 10);
            for (int i = 0; i < all && !(truncated && at >= length); i++) {
                at = skipName(m, at, length);
                int kind = u16(m, at);
                long life = (u16(m, at + 4) << 16 | u16(m, at + 6)) & 0xffff_ffffL;
                int size = u16(m, at + 8);
                at += 10;
                if (at + size > length) {
                    throw new UnknownHostException(name + ": malformed answer, a record ends past the message");
                }
                if (i < answers) {
                    ttl = ttl < 0 ? life : Math.min(ttl, life);
                    if (kind == type && size == (type == A ? 4 : 16)) {
                        addresses.add(InetAddress.getByAddress(name, java.util.Arrays.copyOfRange(m, at, at + size)));
                    }
                } else if (i < answers + authorities && kind == SOA) {
                    soa = true;
                    negative = life;
                } else if (kind == OPT) {
                    code |= (int) (life >>> 20 & 0xff0); // the upper eight bits (RFC 6891, section 6.1.3)
                }
                at += size;
            }
            return new Answer(name(code), truncated, List.copyOf(addresses), soa, ttl >= 0 ? ttl : negative);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new UnknownHostException(name + ": malformed answer, it ends too early");
        }
    }

    private static int skipName(byte[] m, int start, int length) throws UnknownHostException {
        int at = start;
        while (at < length) {
            int n = m[at] & 0xff;
            if (n == 0) {
                return at + 1;
            }
            if (n >= 0xc0) {
                return at + 2;
            }
            at += n + 1;
        }
        throw new UnknownHostException("malformed answer, a name ends past the message");
    }

    private static int u16(byte[] m, int at) {
        return ((m[at] & 0xff) << 8) | (m[at + 1] & 0xff);
    }

    private static String name(int code) {
        return switch (code) {
            case 0 -> "NOERROR";
            case 1 -> "FORMERR";
            case 2 -> "SERVFAIL";
            case 3 -> "NXDOMAIN";
            case 4 -> "NOTIMP";
            case 5 -> "REFUSED";
            case 16 -> "BADVERS";
            default -> "RCODE" + code;
        };
    }

    /** Give names to the wire's own spelling: lower case, as names compare (RFC 4343). */
    static String canonical(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
