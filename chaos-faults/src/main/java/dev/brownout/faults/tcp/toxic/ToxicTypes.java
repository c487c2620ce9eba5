package dev.brownout.faults.tcp.toxic;

import java.util.List;
import java.util.Optional;

/** The types of toxic that the server knows. */
public final class ToxicTypes {
    private static final List<ToxicType> ALL = List.of(
            new BandwidthToxic(),
            new BlackholeToxic(),
            new ConnectionLimitToxic(),
            new HalfOpenToxic(),
            new LatencyToxic(),
            new LimitDataToxic(),
            new NoopToxic(),
            new RefuseToxic(),
            new ResetPeerToxic(),
            new ResetToxic(),
            new SlicerToxic(),
            new SlowCloseToxic(),
            new TimeoutToxic());

    private ToxicTypes() {}

    /**
     * Find a type.
     *
     * @param name its exact wire name
     * @return the type; empty when there is none of that name
     */
    public static Optional<ToxicType> find(String name) {
        return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
    }
}
