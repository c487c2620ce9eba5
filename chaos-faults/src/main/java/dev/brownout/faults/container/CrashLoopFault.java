package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Durations;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.Optional;

/**
 * A container that is killed whenever it has been up for a while, and is started again after a pause that doubles each time, as by
 * Docker's own restart policy.
 *
 * @param upFor how long it serves between a start and its end
 * @param backOff the first pause between an end and a start
 * @param backOffLimit the longest pause
 * @param life after what time it is left alone even if nobody takes the fault away
 */
public record CrashLoopFault(Duration upFor, Duration backOff, Duration backOffLimit, Duration life)
        implements ContainerFault {
    static final String KIND = "container.crash-loop";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<CrashLoopFault> {
        /** How much longer than it is let live the witness looks, before it says that it is not killed. */
        private static final Duration LONGER = Duration.ofSeconds(1);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container ends again and again, soon after it was started.")
                    .withParameters(
                            Parameter.duration(
                                    "up-for",
                                    "1s",
                                    "100ms",
                                    "3s",
                                    "how long it serves between a start and its end; stack time"),
                            Parameter.duration(
                                    "back-off",
                                    "500ms",
                                    "0s",
                                    "5m",
                                    "the first pause between an end and a start, doubled each time; stack time"),
                            Parameter.duration("back-off-limit", "5s", "0s", "1h", "the longest pause; stack time"),
                            LIFE)
                    .withSymptom("host, by docker inspect", "another start each time one looks, or none that runs")
                    .withSymptom("same network", "time-out, refused, served for a moment, reset, time-out …")
                    .withWitness(
                            "docker inspect, watched for longer than the container is let live, and a neighbour's question")
                    .withIncidents(
                            "azure-front-door-2025-10-29",
                            "gcp-service-control-2025-06-12",
                            "cloudflare-bot-management-2025-11-18",
                            "binance-trailing-stop-2023-03-24"));
        }

        @Override
        public CrashLoopFault create(Arguments arguments) {
            var first = arguments.duration("back-off");
            var longest = arguments.duration("back-off-limit");
            if (first.compareTo(longest) > 0) {
                throw new InvalidFaultException(
                        "back-off",
                        "back-off must be at most back-off-limit (" + Durations.format(longest) + "), but was "
                                + Durations.format(first));
            }
            return new CrashLoopFault(arguments.duration("up-for"), first, longest, arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(CrashLoopFault fault) {
            return ContainerAbility.LIFECYCLE;
        }

        @Override
        Injection inject(CrashLoopFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            var rhythm = new Rhythm(fault.backOff(), 2, fault.backOffLimit(), fault.upFor());
            return plane.alternate(
                    component.id(), plane.held(component.id()).down(Optional.empty()), rhythm, fault.life(), context);
        }

        @Override
        Measurement measure(CrashLoopFault fault, ContainerWitness witness) {
            return witness.steadyFor(fault.upFor().plus(LONGER));
        }
    }
}
