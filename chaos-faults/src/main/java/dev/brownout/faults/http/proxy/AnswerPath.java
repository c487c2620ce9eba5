package dev.brownout.faults.http.proxy;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** The treatments of one exchange in their order, and an answer's way through them. Belongs to the event loop. */
final class AnswerPath {
    private final Conversation conversation;
    private final Exchange exchange;
    private final List<Step> steps = new ArrayList<>();
    private int holding;
    private boolean over;

    AnswerPath(Conversation conversation, Exchange exchange) {
        this.conversation = conversation;
        this.exchange = exchange;
    }

    /** One treatment's place on the way. */
    private final class Step implements Flow {
        final Rule<Effect> rule;
        final Treatment treatment;
        private boolean holds;
        private boolean replaced;

        Step(Rule<Effect> rule, Treatment treatment) {
            this.rule = rule;
            this.treatment = treatment;
        }

        void take(HttpObject part) {
            if (replaced) {
                ReferenceCountUtil.release(part);
                return;
            }
            if (part instanceof HttpResponse head) {
                treatment.head(head, this);
            }
            if (part instanceof HttpContent content) {
                treatment.body(content, this);
            }
        }

        @Override
        public void pass(HttpObject part) {
            from(steps.indexOf(this) + 1, part);
        }

        @Override
        public void hold() {
            if (!holds && !over) {
                holds = true;
                holding++;
                conversation.steerAnswers();
            }
        }

        @Override
        public void resume() {
            if (holds) {
                holds = false;
                holding--;
                // what was handed on before may fill the victim's channel, which nobody else would empty now
                conversation.channel().flush();
                conversation.steerAnswers();
            }
        }

        @Override
        public void replace(FullHttpResponse response) {
            replaced = true;
            split(response, steps.indexOf(this) + 1);
        }

        @Override
        public void refuse(FullHttpResponse response) {
            exchange.keepAlive = false;
            exchange.awaited = false;
            replace(response);
        }

        @Override
        public void cut(Cut how) {
            replaced = true;
            conversation.cut(how);
        }
    }

    /** Put a rule's treatment in its place. */
    void add(Rule<Effect> rule, Treatment treatment) {
        int place = 0;
        while (place < steps.size()
                && steps.get(place)
                                .rule
                                .effect()
                                .point()
                                .compareTo(rule.effect().point())
                        <= 0) {
            place++;
        }
        steps.add(place, new Step(rule, treatment));
    }

    /** List the treatments as they are now. */
    List<Treatment> treatments() {
        return steps.stream().map(step -> step.treatment).toList();
    }

    /** Take a part of the target's answer. */
    void answer(HttpObject part) {
        from(0, part);
    }

    /** Take an answer that stands in for the target's: it passes only what acts on any answer. */
    void instead(FullHttpResponse response) {
        int first = 0;
        while (first < steps.size() && steps.get(first).rule.effect().point().compareTo(Point.CUT) <= 0) {
            first++;
        }
        split(response, first);
        conversation.channel().flush(); // what a treatment holds the rest of has to be seen too
    }

    private void split(FullHttpResponse response, int first) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        exchange.persist(response);
        from(first, new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers()));
        from(first, new DefaultLastHttpContent(response.content()));
    }

    private void from(int place, HttpObject part) {
        if (over) {
            ReferenceCountUtil.release(part);
        } else if (place < steps.size()) {
            steps.get(place).take(part);
        } else {
            conversation.deliver(part);
        }
    }

    /** Tell whether a treatment keeps the answer from flowing. */
    boolean holding() {
        return holding > 0;
    }

    /** Let go of what a rule that was lifted has held. */
    void lifted(Rule<?> rule) {
        for (var step : List.copyOf(steps)) {
            if (step.rule == rule && !over) {
                step.treatment.lifted();
            }
        }
    }

    /** End: the connection is closed, or the exchange is done. */
    void end() {
        if (!over) {
            over = true;
            holding = 0;
            steps.forEach(step -> step.treatment.closed());
        }
    }
}
