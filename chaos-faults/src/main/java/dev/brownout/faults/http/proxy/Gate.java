package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** Asks one treatment after another what becomes of a request. Belongs to the event loop. */
final class Gate implements Turn {
    private final FrontHandler front;
    private final Exchange exchange;
    private final List<Treatment> treatments;
    private int next;

    Gate(FrontHandler front, Exchange exchange, List<Treatment> treatments) {
        this.front = front;
        this.exchange = exchange;
        this.treatments = treatments;
    }

    @Override
    public void forward() {
        if (!front.isAt(exchange)) {
            return; // its connection is closed
        }
        if (next < treatments.size()) {
            treatments.get(next++).request(exchange.request, this);
        } else {
            front.forward();
        }
    }

    @Override
    public void answer(FullHttpResponse response) {
        if (front.isAt(exchange)) {
            front.answer(response);
        } else {
            ReferenceCountUtil.release(response);
        }
    }

    @Override
    public void cut(Cut how) {
        if (front.isAt(exchange)) {
            front.cut(how);
        }
    }

    @Override
    public EventExecutor loop() {
        return front.channel().eventLoop();
    }
}
