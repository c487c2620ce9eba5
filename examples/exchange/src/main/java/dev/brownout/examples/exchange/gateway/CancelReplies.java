package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.market.OrderStatus;
import tools.jackson.databind.node.ObjectNode;

/** Turns the engine's answer to a cancel into the front door's. */
final class CancelReplies {
    private CancelReplies() {}

    /**
     * Translates.
     *
     * @param repeated whether an earlier try of this same cancel may have worked: then "already cancelled" is a success
     */
    static Reply translate(Reply reply, boolean repeated) {
        if (reply.status() != 200 || !(Json.parse(reply.body()) instanceof ObjectNode order)) {
            return reply;
        }
        boolean cancelled = order.path("status").asString("").equals(OrderStatus.CANCELED.name());
        if (!order.path("changed").asBoolean(false) && !(repeated && cancelled)) {
            return Reply.error(ApiError.unknownOrder());
        }
        order.remove("changed");
        order.put("origClientOrderId", order.path("clientOrderId").asString(""));
        return Reply.ok(order);
    }
}
