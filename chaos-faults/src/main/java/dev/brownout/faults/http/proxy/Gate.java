package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** Asks one treatment after another what becomes of a request. Belongs to the event loop. */
final class Gate implements Turn {
    private final Conversation conversation;
    private final Exchange exchange;
    private final List<Treatment> treatments;
    private int next;

    Gate(Conversation conversation, Exchange exchange, List<Treatment> treatments) {
        this.conversation = conversation;
        this.exchange = exchange;
        this.treatments = treatments;
    }

    @Override
    public void forward() {
        if (!conversation.isAt(exchange)) {
            return; // its connection is closed
        }
        if (next < treatments.size()) {
            treatments.get(next++).request(exchange.request, this);
        } else {
            conversation.forward();
        }
    }

    @Override
    public void answer(FullHttpResponse response) {
        if (conversation.isAt(exchange)) {
            conversation.answer(response);
        } else {
            ReferenceCountUtil.release(response);
        }
    }

    @Override
    public void cut(Cut how) {
        if (conversation.isAt(exchange)) {
            conversation.cut(how);
        }
    }

    @Override
    public EventExecutor loop() {
        return conversation.channel().eventLoop();
    }
}
