package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Parameter;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.faults.tcp.proxy.Direction;
import java.util.Optional;

/** What the faults of one direction share. */
final class Streams {
    static final Parameter PARAMETER = Parameter.text(
            "stream", "downstream", "which way: upstream is what the victim sends, downstream what it receives");

    private Streams() {}

    static Direction of(Arguments arguments) {
        var given = arguments.text("stream");
        return Direction.find(given)
                .orElseThrow(() -> new InvalidFaultException(
                        "stream", "stream must be upstream or downstream, but was \"" + given + "\""));
    }

    static Link link(Target target) {
        return (Link) target;
    }

    /** Without an answer nothing can be proven. */
    static Optional<String> refusal(String kind, Target target) {
        return link(target).protocol() == Protocol.TCP
                ? Optional.of(kind + " cannot be proven on link " + target.id()
                        + ", whose protocol is tcp: nothing is known that the far end would answer; give the link the"
                        + " protocol it speaks (http1, https1, postgres, redis, tls)")
                : Optional.empty();
    }
}
