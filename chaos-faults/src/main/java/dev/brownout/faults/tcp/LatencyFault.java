package dev.brownout.faults.tcp;

import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.faults.tcp.proxy.Direction;
import java.time.Duration;

/**
 * What is sent one way arrives late.
 *
 * @param latency how late, 1 ms to 10 minutes
 * @param jitter by how much more or less, at most half the latency: with more, the fault could not be told from none
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 */
public record LatencyFault(Duration latency, Duration jitter, double ratio, Direction stream) implements Fault {
    static final String KIND = "tcp.latency";

    /** Check what the parameters' own ranges do not. */
    public LatencyFault {
        if (jitter.multipliedBy(2).compareTo(latency) > 0) {
            throw new InvalidFaultException(
                    "jitter",
                    "jitter must be at most half the latency (" + Durations.format(latency.dividedBy(2)) + "), but was "
                            + Durations.format(jitter));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }
}
