package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;

/** Strategy: what the edge tells a caller. */
interface EdgeAnswers {
    /** Makes the answer out of what a gateway, or something between, answered. */
    Reply answered(Request request, Reply reply);

    /** Makes the answer when the request never reached a gateway. */
    Reply unsent(Request request);

    /** Makes the answer when a gateway may have carried the request out and did not say. */
    Reply unanswered(Request request);
}
