package dev.brownout.faults.dns;

import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import org.xbill.DNS.Message;

/**
 * A server that never answers for a name, over UDP or TCP.
 *
 * @param ratio the share of questions that it hits, over 0, at most 1
 */
public record NoReply(double ratio) implements DnsFault {
    static final String KIND = "dns.timeout";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> answer(DnsQuestion question) {
        return Optional.empty();
    }

    @Override
    public boolean shows(DnsReading reading) {
        return reading.code().equals("TIMEOUT");
    }
}
