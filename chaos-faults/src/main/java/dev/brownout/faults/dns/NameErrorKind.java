package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import java.util.List;
import java.util.Map;

/** Registers {@link NameError}. */
public final class NameErrorKind extends DnsFaultKind<NameError> {

    /** Create the kind, for {@link java.util.ServiceLoader}. */
    public NameErrorKind() {}

    @Override
    public String name() {
        return NameError.KIND;
    }

    @Override
    public String summary() {
        return "The name does not exist";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATIO, NEGATIVE_TTL);
    }

    @Override
    public Map<String, String> symptoms() {
        return Map.of(
                "query on the wire", "NXDOMAIN, a SOA with the chosen negative TTL",
                "look-up in a JVM", "UnknownHostException, once the cached addresses have run out");
    }

    @Override
    public NameError create(Arguments arguments) {
        return new NameError(arguments.ratio("ratio"), arguments.duration("negative-ttl"));
    }
}
