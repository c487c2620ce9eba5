package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import java.util.List;
import java.util.Map;

/** Registers {@link EmptyAnswer}. */
public final class EmptyAnswerKind extends DnsFaultKind<EmptyAnswer> {

    /** Create the kind, for {@link java.util.ServiceLoader}. */
    public EmptyAnswerKind() {}

    @Override
    public String name() {
        return EmptyAnswer.KIND;
    }

    @Override
    public String summary() {
        return "The name exists and has no addresses";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATIO, NEGATIVE_TTL);
    }

    @Override
    public Map<String, String> symptoms() {
        return Map.of(
                "query on the wire", "NOERROR, no answers, a SOA with the chosen negative TTL",
                "look-up in a JVM", "UnknownHostException, once the cached addresses have run out");
    }

    @Override
    public EmptyAnswer create(Arguments arguments) {
        return new EmptyAnswer(arguments.ratio("ratio"), arguments.duration("negative-ttl"));
    }
}
