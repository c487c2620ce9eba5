package dev.brownout.faults.dns;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * A question that a fault was decided to hit, and what the fault can work with.
 *
 * @param question the question
 * @param published what its name is published with; empty when it is not
 * @param rest asks for the answer without this fault: of the faults behind it, or of the healthy server
 * @param timer does things later
 * @param draw of this question, from 0 to below 1: the same in every run of one seed
 * @param choice of this injection and name: index to a number from 0 to below 1
 */
record DnsHit(
        DnsQuestion question,
        Optional<Published> published,
        Supplier<CompletionStage<DnsReply>> rest,
        Timer timer,
        double draw,
        IntToDoubleFunction choice) {

    /** Does things later, on the server's thread. Holds a bounded number of them. */
    interface Timer {
        /**
         * Do something later.
         *
         * @return false when too much is waiting already, and it will never be done
         */
        boolean after(Duration delay, Runnable work);
    }

    /** Answer as the rest does, but later; never when too many answers are waiting already. */
    CompletionStage<DnsReply> late(Duration delay) {
        var reply = new CompletableFuture<DnsReply>();
        boolean waits = timer.after(
                delay,
                () -> CompletableFuture.completedFuture(this)
                        .thenCompose(hit -> hit.rest().get())
                        .whenComplete((r, failure) -> reply.complete(failure == null ? r : DnsReply.SILENCE)));
        return waits ? reply : DnsReply.SILENCE.now();
    }
}
