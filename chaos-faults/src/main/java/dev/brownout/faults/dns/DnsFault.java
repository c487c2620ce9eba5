package dev.brownout.faults.dns;

import dev.brownout.api.Fault;
import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import org.xbill.DNS.Message;

/** What the faults on a name have in common. */
interface DnsFault extends Fault {

    /**
     * Tell which share of the questions it hits.
     *
     * @return over 0, at most 1
     */
    double ratio();

    /**
     * Answer a question that was hit.
     *
     * @param question the question
     * @return the reply; empty for none at all
     */
    Optional<Message> answer(DnsQuestion question);

    /**
     * Recognise the fault on the wire.
     *
     * @param reading one answer
     * @return whether it is as this fault makes it
     */
    boolean shows(DnsReading reading);
}
