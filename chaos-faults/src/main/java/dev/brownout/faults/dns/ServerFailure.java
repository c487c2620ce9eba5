package dev.brownout.faults.dns;

import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * A server that fails to answer for a name: SERVFAIL, no records (RFC 1035, section 4.1.1).
 *
 * @param ratio the share of questions that it hits, over 0, at most 1
 */
public record ServerFailure(double ratio) implements DnsFault {
    static final String KIND = "dns.servfail";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> answer(DnsQuestion question) {
        return Optional.of(DnsReplies.plain(question.message(), Rcode.SERVFAIL));
    }

    @Override
    public boolean shows(DnsReading reading) {
        return reading.code().equals("SERVFAIL");
    }
}
