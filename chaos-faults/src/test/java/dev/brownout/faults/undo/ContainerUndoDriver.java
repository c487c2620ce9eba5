package dev.brownout.faults.undo;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An {@link UndoDriver} on a stack of three containers, whose names are its arguments. */
final class ContainerUndoDriver {
    static final List<String> COMPONENTS = List.of("store", "web", "cache");

    private ContainerUndoDriver() {}

    static Stack stack() {
        return new Stack(
                "standing-containers",
                "containers that stand",
                Map.of(),
                COMPONENTS.stream().map(ContainerUndoDriver::component).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Component component(String id) {
        return new Component(id, Map.of("rack", "r-" + id), Timings.NONE).withContainer(ContainerAbility.values());
    }

    public static void main(String[] args) throws IOException {
        var stack = stack();
        var plane = LocalPlane.open(1);
        new UndoDriver(plane, stack).serve(() -> {
            for (int i = 0; i < args.length; i++) {
                plane.attach(component(COMPONENTS.get(i)), new ComponentContainer(args[i], Optional.empty()));
            }
        });
    }
}
