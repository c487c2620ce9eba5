package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.undo.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A process that does a fault to a store in a container and is then killed: it never undoes anything. */
final class StoreCulprit {
    private StoreCulprit() {}

    /** Arguments: the ledger, the container, and the fault's kind. */
    public static void main(String[] arguments) throws IOException {
        var plane = LocalPlane.open(5);
        plane.attach(Stores.STORE, new ComponentContainer(arguments[1], Optional.empty()));
        inject(FaultRegistry.load().find(arguments[2]).orElseThrow(), plane, Ledger.create(Path.of(arguments[0])));
        System.out.println("DONE");
        if (System.in.read() >= 0) {
            throw new IllegalStateException("nobody writes here");
        }
    }

    private static <F extends Fault> void inject(FaultKind<F> kind, LocalPlane plane, UndoLedger ledger) {
        var fault = kind.create(Arguments.of(kind.parameters(), Map.of()));
        var injection = kind.inject(fault, Stores.STORE, new InjectionContext("phase/1/a", 7, plane, ledger));
        System.out.println(injection.exposure());
    }
}
