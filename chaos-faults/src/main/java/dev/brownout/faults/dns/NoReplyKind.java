package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import java.util.List;
import java.util.Map;

/** Registers {@link NoReply}. */
public final class NoReplyKind extends DnsFaultKind<NoReply> {

    /** Create the kind, for {@link java.util.ServiceLoader}. */
    public NoReplyKind() {}

    @Override
    public String name() {
        return NoReply.KIND;
    }

    @Override
    public String summary() {
        return "The DNS server never answers for the name";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATIO);
    }

    @Override
    public Map<String, String> symptoms() {
        return Map.of(
                "query on the wire", "no answer",
                "look-up in a JVM",
                        "hangs for the time-out times the tries of the resolver, then UnknownHostException, once the cached addresses have run out");
    }

    @Override
    public NoReply create(Arguments arguments) {
        return new NoReply(arguments.ratio("ratio"));
    }
}
