package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.proxy.Cut;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Flow;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Optional;

/**
 * The request arrives and is executed; the answer is lost. It is cut when the target has begun to answer, so whatever the
 * request asked for has been done. Requests under way whose answer has not begun are hit too.
 *
 * @param match which requests
 * @param how how the victim's connection ends; empty where the victim is told 504 instead and the connection stays
 * @param page how a 504 looks
 * @param onlySuccess whether only answers are lost that say that it was done (2xx)
 */
public record LostAnswerFault(Match match, Optional<Cut> how, ErrorPage page, boolean onlySuccess)
        implements HttpFault {
    static final String KIND = "http.lost-answer";
    private static final int GATEWAY_TIMEOUT = 504;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return true;
    }

    /** Cuts answers. */
    private record Losing(LostAnswerFault fault) implements Effect {
        @Override
        public Point point() {
            return Point.CUT;
        }

        @Override
        public boolean joins(boolean answering) {
            return !answering;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Treatment() {
                private boolean over;

                @Override
                public void head(HttpResponse answer, Flow flow) {
                    boolean done = answer.status().codeClass() == HttpStatusClass.SUCCESS;
                    if (over || (fault.onlySuccess() && !done)) {
                        flow.pass(answer);
                        return;
                    }
                    hit.count();
                    if (fault.how().isPresent()) {
                        flow.cut(fault.how().get());
                    } else {
                        flow.replace(fault.page().answer(GATEWAY_TIMEOUT));
                    }
                }

                @Override
                public void lifted() {
                    over = true;
                }
            };
        }
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<LostAnswerFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "A request arrives and is executed; its answer is lost on the way back.",
                            Parameter.text(
                                    "how",
                                    "reset",
                                    "what the victim gets: reset or close (of its connection), or 504 (an error page)"),
                            ErrorPageFault.PAGE,
                            Parameter.text(
                                    "answers",
                                    "all",
                                    "which answers are lost: all, or successful (2xx, those that say that it was done)"))
                    .withSymptom(
                            "victim",
                            "a connection that ends without an answer, or a 504: it cannot know what was done")
                    .withSymptom("target", "a request like any other, executed and answered")
                    .withWitness(
                            "a GET through the link, which changes nothing there: an end without a byte of an answer,"
                                    + " or the page of a 504. That requests were executed is shown by the target's own history")
                    .withIncidents(
                            "order-ambiguity-and-retry",
                            "aws-us-east-1-dynamodb-dns-2025-10-20",
                            "aws-ap-northeast-1-power-2025-04-15"));
        }

        @Override
        public LostAnswerFault create(Arguments arguments) {
            var how = arguments.text("how");
            var cut = Cut.find(how);
            if (cut.isEmpty() && !how.equals("504")) {
                throw new InvalidFaultException("how", "how must be reset, close or 504, but was \"" + how + "\"");
            }
            var answers = arguments.text("answers");
            if (!answers.equals("all") && !answers.equals("successful")) {
                throw new InvalidFaultException(
                        "answers", "answers must be all or successful, but was \"" + answers + "\"");
            }
            return new LostAnswerFault(
                    Matching.of(arguments), cut, ErrorPageFault.page(arguments), answers.equals("successful"));
        }

        @Override
        Effect effect(LostAnswerFault fault) {
            return new Losing(fault);
        }

        @Override
        boolean shows(LostAnswerFault fault, HttpReading reading) {
            return fault.how().isPresent()
                    ? AbortFault.isCut(reading)
                    : fault.page().isShown(GATEWAY_TIMEOUT, reading);
        }
    }
}
