package dev.brownout.faults.dns;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;

/**
 * A well-formed query: what is asked, and who asks.
 *
 * @param message as it came
 * @param name what is asked for
 * @param type the record type's number
 * @param victim the component that the agent's EDNS option names, else the one known to live at the address that the query
 *     came from, else that address
 * @param source the address that the query came from
 * @param witness whether a witness asks
 * @param udp whether it came over UDP
 * @param host the name as the stack writes it: lower case (RFC 4343), no trailing dot
 */
record DnsQuestion(
        Message message,
        Name name,
        int type,
        String victim,
        InetAddress source,
        boolean witness,
        boolean udp,
        String host) {

    /** What the agent marks its queries with (RFC 6891, section 9: local and experimental use). */
    private static final int VICTIM_OPTION = 65_001;

    private static final int FLAGS_AT = 4;
    private static final int LONGEST_VICTIM = 200;

    /** Read who asks. The message holds one question. */
    static DnsQuestion of(Message message, InetAddress source, boolean udp) {
        return of(message, source, source.getHostAddress(), udp);
    }

    /**
     * Read who asks.
     *
     * @param from who it is where the query does not say
     */
    static DnsQuestion of(Message message, InetAddress source, String from, boolean udp) {
        var question = message.getQuestion();
        var victim = from;
        boolean witness = false;
        OPTRecord opt = message.getOPT();
        if (opt != null) {
            for (EDNSOption option : opt.getOptions(VICTIM_OPTION)) {
                var wire = option.toWire(); // code and length, two bytes each, then the data
                int length = wire.length - FLAGS_AT - 1;
                if (length > 0 && length <= LONGEST_VICTIM) {
                    witness = (wire[FLAGS_AT] & 1) != 0;
                    victim = new String(wire, FLAGS_AT + 1, length, StandardCharsets.UTF_8);
                }
            }
        }
        var name = question.getName();
        return new DnsQuestion(message, name, question.getType(), victim, source, witness, udp, host(name));
    }

    static String host(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    boolean internet() {
        int dclass = message.getQuestion().getDClass();
        return dclass == DClass.IN || dclass == DClass.ANY;
    }
}
