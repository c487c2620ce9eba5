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
 * A path inside a container that takes no byte more. Only a file system in memory (tmpfs) with a limit of its own: any other shares its
 * room with the host or a volume. It is filled once; what the component itself deletes there is room again.
 *
 * @param path the directory, absolute
 * @param life after what time it is undone even if nobody takes it away
 */
public record DiskFullFault(String path, Duration life) implements ContainerFault {
    static final String KIND = "container.disk-full";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends ContainerFaultKind<DiskFullFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A file system of a container is full.")
                    .withParameters(
                            Parameter.text(
                                    "path",
                                    "",
                                    "a directory of the container on a tmpfs with a size of its own, absolute"),
                            LIFE)
                    .withSymptom(
                            "inside the container",
                            "No space left on device (ENOSPC) at each write below the path; reading works")
                    .withWitness("a block that is written below the path by a program inside the container")
                    .withExample(Map.of("path", "/data")));
        }

        @Override
        public DiskFullFault create(Arguments arguments) {
            var path = arguments.text("path");
            if (!path.matches("/[^\\p{Cntrl}]+")) {
                throw new InvalidFaultException(
                        "path",
                        "path must be an absolute directory of the container, such as /data, but was \"" + path + "\"");
            }
            return new DiskFullFault(path, arguments.duration("life"));
        }

        @Override
        ContainerAbility needed(DiskFullFault fault) {
            return ContainerAbility.FILES;
        }

        @Override
        Injection inject(DiskFullFault fault, Component component, ContainerPlane plane, InjectionContext context) {
            return plane.hold(component.id(), plane.held(component.id()).full(fault.path()), fault.life(), context);
        }

        @Override
        Measurement measure(DiskFullFault fault, ContainerWitness witness) {
            var written = new Ballast(witness.container().live(), fault.path()).tryWrite();
            return new Measurement(
                    written == Ballast.Write.NO_SPACE,
                    written == Ballast.Write.DONE,
                    "a write below " + fault.path() + ": " + written);
        }
    }
}
