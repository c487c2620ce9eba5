package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.tcp.LateWitness.Sample;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** What the faults of one direction share. */
final class Streams {
    static final Parameter PARAMETER = Parameter.text(
            "stream", "downstream", "which way: upstream is what the victim sends, downstream what it receives");

    private static final Duration MARGIN = Duration.ofMillis(600);

    private Streams() {}

    static Direction of(Arguments arguments) {
        var given = arguments.text("stream");
        return Direction.find(given)
                .orElseThrow(() -> new InvalidFaultException(
                        "stream", "stream must be upstream or downstream, but was \"" + given + "\""));
    }

    /** Say that a witness cannot send as much as the fault would have to be shown with. */
    static Optional<String> tooLarge(
            String kind, Link link, Direction stream, long needed, String parameter, long largest) {
        long capacity = Volume.capacity(link.protocol(), stream);
        if (needed <= capacity) {
            return Optional.empty();
        }
        var way = stream.wireName();
        return Optional.of(kind + " cannot be proven on link " + link.id() + ": " + needed + " bytes would have to go "
                + way + ", and a witness can make " + capacity + " on a link that speaks " + link.protocol()
                + (largest > 0
                        ? "; set " + parameter + " to at most " + largest
                        : "; do it to a link that speaks more"));
    }

    /** Say that a share is too small to be shown in a few seconds. */
    static Optional<String> tooFew(String kind, double ratio, Duration each) {
        return LateWitness.canShow(ratio, each)
                ? Optional.empty()
                : Optional.of(kind + " cannot be proven within seconds for a ratio of " + ratio + ", as each try takes "
                        + each.toMillis() + " ms; set a larger ratio");
    }

    /**
     * Measure whether a volume takes long from its first answer to its last, which a mere delay does not change.
     *
     * @param least how long it takes at least with the fault
     */
    static Measurement timeVolume(
            Volume volume, double ratio, Duration least, Vantage vantage, InetSocketAddress address) {
        var deadline = least.multipliedBy(3).plus(MARGIN);
        // the first answer is not there at once either
        var shown = least.multipliedBy(4).dividedBy(5);
        return new LateWitness(ratio, shown).measure(() -> {
            var reading = volume.flow(vantage, address, false, deadline);
            boolean unanswered = reading.outcome() == TcpOutcome.SILENT && reading.answers() == 0;
            return new Sample(
                    unanswered ? TcpOutcome.FAILED : reading.outcome(), reading.lastNanos() - reading.firstNanos());
        });
    }
}
