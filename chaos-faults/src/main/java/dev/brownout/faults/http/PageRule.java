package dev.brownout.faults.http;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.atomic.LongAdder;

/**
 * One injection of an error page on a link. Thread safe.
 *
 * @param id the injection's id
 * @param link the link's id
 * @param fault what to answer, and how often
 * @param hits how many of the victims' requests were answered so
 */
record PageRule(String id, String link, ErrorPageFault fault, LongAdder hits) {

    /**
     * Decide on a victim's request. The first requests of all connections are one stream, the later ones of each connection
     * another, so that the ratio holds for victims that keep connections and for those that do not.
     *
     * @param connection the connection's ordinal on the link
     * @param request the request's ordinal on the connection
     */
    boolean hits(Decisions decisions, long connection, long request) {
        return request == 0
                ? decisions.hit(fault.ratio(), DecisionStream.of(id, link, "first request"), connection)
                : decisions.hit(fault.ratio(), DecisionStream.of(id, link, "later request", connection), request - 1);
    }

    /** Decide on a witness's request, in a stream of their own. */
    boolean hitsWitness(Decisions decisions, long request) {
        return decisions.hit(fault.ratio(), DecisionStream.of(id, link, "witness"), request);
    }

    HttpResponseStatus status() {
        return HttpResponseStatus.valueOf(fault.status());
    }
}
