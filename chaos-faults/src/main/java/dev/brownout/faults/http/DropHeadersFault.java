package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Flow;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Answers arrive without some of their headers.
 *
 * @param match which requests
 * @param headers names in lower case, at least one; none that frames the message
 */
public record DropHeadersFault(Match match, List<String> headers) implements HttpFault {
    static final String KIND = "http.drop-headers";

    /** Without these the body's end could not be found (RFC 9112, section 6). */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "upgrade");

    /** Check the names. */
    public DropHeadersFault {
        headers = List.copyOf(headers);
        for (var name : headers) {
            if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+") || frames(name)) {
                throw new InvalidFaultException(
                        "headers",
                        "headers must be names apart by commas, and none of "
                                + FRAMING.stream().sorted().toList() + ", but one was \"" + name + "\"");
            }
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Tell whether a header frames a message or its connection, so that it cannot be changed alone. */
    static boolean frames(String name) {
        return FRAMING.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Takes headers off. */
    private record Taking(List<String> headers) implements Effect {
        @Override
        public Point point() {
            return Point.CHANGE;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Treatment() {
                @Override
                public void head(HttpResponse answer, Flow flow) {
                    int before = answer.headers().size();
                    headers.forEach(answer.headers()::remove);
                    if (answer.headers().size() < before) {
                        hit.count();
                    }
                    flow.pass(answer);
                }
            };
        }
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<DropHeadersFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Answers arrive without some of their headers.",
                            Parameter.text(
                                    "headers",
                                    "content-type",
                                    "which, apart by commas; none that frames the message or the connection"))
                    .withSymptom("victim", "the right status and body, without these headers")
                    .withWitness("a GET through the link, whose answer has these headers when all is well"));
        }

        @Override
        public DropHeadersFault create(Arguments arguments) {
            return new DropHeadersFault(
                    Matching.of(arguments),
                    Arrays.stream(arguments.text("headers").split(",", -1))
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .toList());
        }

        @Override
        Effect effect(DropHeadersFault fault) {
            return new Taking(fault.headers());
        }

        @Override
        boolean shows(DropHeadersFault fault, HttpReading reading) {
            return answered(reading)
                    && fault.headers().stream()
                            .noneMatch(name -> reading.headers().containsKey(name));
        }
    }
}
