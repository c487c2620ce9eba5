package dev.brownout.faults.http;

import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import io.netty.handler.codec.http.HttpRequest;
import java.util.function.Predicate;

/**
 * Answers with an error page in the target's place, whenever it is time.
 *
 * @param status the status code
 * @param page the page
 * @param time asked at each request
 */
record PageEffect(int status, ErrorPage page, Predicate<Hit> time) implements Effect {
    @Override
    public Point point() {
        return Point.REPLACE;
    }

    @Override
    public Treatment treat(HttpRequest head, Hit hit) {
        return new Treatment() {
            @Override
            public void request(HttpRequest request, Turn turn) {
                if (time.test(hit)) {
                    hit.count();
                    turn.answer(page.answer(status));
                } else {
                    turn.forward();
                }
            }
        };
    }
}
