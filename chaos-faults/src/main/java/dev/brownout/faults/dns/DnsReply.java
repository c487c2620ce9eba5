package dev.brownout.faults.dns;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Message;

/**
 * What becomes of a question.
 *
 * @param message the answer; empty for none at all
 * @param hangUp whether the connection ends without an answer; over UDP the same as none at all
 */
record DnsReply(Optional<Message> message, boolean hangUp) {
    static final DnsReply SILENCE = new DnsReply(Optional.empty(), false);
    static final DnsReply CLOSED = new DnsReply(Optional.empty(), true);

    static DnsReply of(Message message) {
        return new DnsReply(Optional.of(message), false);
    }

    static CompletionStage<DnsReply> now(Message message) {
        return CompletableFuture.completedFuture(of(message));
    }

    CompletionStage<DnsReply> now() {
        return CompletableFuture.completedFuture(this);
    }

    /** Change the answer, if there is one. */
    DnsReply map(UnaryOperator<Message> change) {
        return new DnsReply(message.map(change), hangUp);
    }
}
