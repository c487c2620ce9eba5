package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.Map;

/**
 * A container that gets less: processor time, memory (without swap to escape to), processes. What it had is given back in the end; where
 * Docker could not do that, it is refused: a limit of memory cannot be taken away again, so a container without one cannot be squeezed.
 *
 * @param cpus processors; 0 leaves them as they are
 * @param memory MiB; 0 leaves it as it is
 * @param pids processes and threads; 0 leaves them as they are
 * @param life after what time it is undone even if nobody takes it away
 */
public record SqueezeFault(double cpus, long memory, long pids, Duration life) implements ContainerFault {
    static final String KIND = "container.squeeze";

    @Override
    public String kind() {
        return KIND;
    }

    /** In Docker's units. */
    ContainerLimits.Squeeze asked() {
        return new ContainerLimits.Squeeze(memory << 20, Math.round(cpus * ContainerLimits.NANO), pids);
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<SqueezeFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container gets less processor time, memory or processes than it had.")
                    .withParameters(
                            Parameter.number(
                                    "cpus", "0", "0", "64", "processors, at least 0.01; 0 leaves them as they are"),
                            Parameter.integer("memory", "0", 0, 1_048_576, "MiB, at least 6; 0 leaves it as it is"),
                            Parameter.integer(
                                    "pids", "0", 0, 1_000_000, "processes and threads; 0 leaves them as they are"),
                            LIFE)
                    .withSymptom("host, by docker inspect", "the limits are lower")
                    .withSymptom(
                            "inside the container",
                            "slower by as much (processors); killed with exit code 137, or cannot allocate (memory);"
                                    + " Resource temporarily unavailable at each new process or thread (processes)")
                    .withSymptom(
                            "same network",
                            "slower answers; an answer that never comes where a thread could not be made")
                    .withWitness(
                            "the kernel's own limits (cgroup), read by a shell inside the container; docker inspect where it has none")
                    .withExample(Map.of("cpus", "0.5")));
        }

        @Override
        public SqueezeFault create(Arguments arguments) {
            var fault = new SqueezeFault(
                    arguments.ratio("cpus"),
                    arguments.integer("memory"),
                    arguments.integer("pids"),
                    arguments.duration("life"));
            if (fault.cpus() == 0 && fault.memory() == 0 && fault.pids() == 0) {
                throw new InvalidFaultException(
                        "cpus", "cpus, memory or pids must be given, but all were 0; say for instance cpus: 0.2");
            }
            if (fault.cpus() > 0 && fault.cpus() < 0.01) {
                throw new InvalidFaultException("cpus", "cpus must be at least 0.01, or 0, but was " + fault.cpus());
            }
            if (fault.memory() > 0 && fault.memory() < 6) {
                throw new InvalidFaultException(
                        "memory",
                        "memory must be at least 6 MiB, which is Docker's least, or 0, but was " + fault.memory());
            }
            return fault;
        }

        @Override
        ContainerAbility needed(SqueezeFault fault) {
            return ContainerAbility.RESOURCES;
        }

        @Override
        Injection inject(SqueezeFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(
                    component.id(), plane.held(component.id()).squeezed(fault.asked()), fault.life(), context);
        }

        @Override
        Measurement measure(SqueezeFault fault, ContainerWitness witness) {
            var asked = fault.asked();
            var now = KernelLimits.of(witness.container());
            var sight = witness.look();
            var reading = "limits: " + now + "; " + sight;
            return new Measurement(
                    now.filter(limits -> limits.within(asked)).isPresent(),
                    now.filter(limits -> limits.beyond(asked)).isPresent() && sight.serves(),
                    reading);
        }
    }
}
