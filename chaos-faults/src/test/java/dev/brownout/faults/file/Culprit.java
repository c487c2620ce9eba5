package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.undo.Ledger;
import java.io.IOException;
import java.nio.file.Path;

/** A process that does a fault to a standing nginx and is then killed: it never undoes anything. */
final class Culprit {
    private Culprit() {}

    /** Arguments: nginx's directory, its port, and the fault's kind. */
    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        var ledger = Ledger.create(directory.resolve("ledger.jsonl"));
        var plane = LocalPlane.open(5);
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
        var nginx = Nginx.found(directory, Integer.parseInt(arguments[1]));
        plane.attach(Nginx.COMPONENT, nginx.standing());
        plane.place(Nginx.COMPONENT, "bots", nginx.bots());
        inject(FaultRegistry.load().find(arguments[2]).orElseThrow(), plane, ledger);
        System.out.println("DONE");
        if (System.in.read() >= 0) {
            throw new IllegalStateException("nobody writes here");
        }
    }

    private static <F extends Fault> void inject(FaultKind<F> kind, LocalPlane plane, UndoLedger ledger) {
        var fault =
                kind.create(Arguments.of(kind.parameters(), kind.description().example()));
        var injection = kind.inject(fault, Nginx.COMPONENT, new InjectionContext("phase/1/a", 7, plane, ledger));
        System.out.println(injection.exposure());
    }
}
