package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import java.util.List;
import java.util.Map;

/** Registers {@link ServerFailure}. */
public final class ServerFailureKind extends DnsFaultKind<ServerFailure> {

    /** Create the kind, for {@link java.util.ServiceLoader}. */
    public ServerFailureKind() {}

    @Override
    public String name() {
        return ServerFailure.KIND;
    }

    @Override
    public String summary() {
        return "The DNS server fails to answer for the name";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATIO);
    }

    @Override
    public Map<String, String> symptoms() {
        return Map.of(
                "query on the wire", "SERVFAIL, no records",
                "look-up in a JVM", "UnknownHostException, once the cached addresses have run out");
    }

    @Override
    public ServerFailure create(Arguments arguments) {
        return new ServerFailure(arguments.ratio("ratio"));
    }
}
