package dev.brownout.faults.http;

import dev.brownout.api.Link;
import dev.brownout.faults.tcp.Greetings;
import java.util.Optional;

/** What a link must be, and declare, for faults of this plane. */
public final class HttpLinks {
    /**
     * The label with which a link, or the component that it goes to, names a path that witnesses may ask for with GET: it
     * must answer with 2xx and change nothing. Without it they ask for {@value Greetings#HEALTH_PATH}.
     */
    public static final String WITNESS_PATH = "witness-path";

    /** The label with which a link, or the component that it goes to, names a path of a WebSocket that anybody may open. */
    public static final String WS_PATH = "ws-path";

    /**
     * The label with which a link, or the component that it goes to, names the path that its victim's health checks ask for,
     * so that they are counted apart from what they keep an eye on.
     */
    public static final String HEALTH_PATH = "health-path";

    private HttpLinks() {}

    /**
     * Say why no fault of this plane can be done on a link.
     *
     * @param fault the fault's kind
     * @param link the link
     * @return the reason and what to change; empty when it can be done
     */
    public static Optional<String> refusal(String fault, Link link) {
        return link.protocol().isHttp()
                ? Optional.empty()
                : Optional.of(fault + " needs a link that speaks http1 or https1, but " + link.id() + " speaks "
                        + link.protocol() + "; choose another link");
    }

    /**
     * Read one of the labels above.
     *
     * @param link the link
     * @param label the label's name
     * @return its value, on the link itself or else on the component that it goes to; empty where there is neither
     */
    public static Optional<String> declared(Link link, String label) {
        return Optional.ofNullable(link.labels().get(label))
                .or(() -> Optional.ofNullable(link.labels().get("to." + label)));
    }

    /** Tell what a witness asks for. */
    static String witnessPath(Link link) {
        return declared(link, WITNESS_PATH).orElse(Greetings.HEALTH_PATH);
    }
}
