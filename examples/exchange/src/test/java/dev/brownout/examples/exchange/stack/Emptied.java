package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.faults.FaultRegistry;
import java.util.Map;
import java.util.function.Function;

/** A name that has lost its addresses, until closed, and the witness of that. */
record Emptied(Injection injection, Function<String, Measurement> witness) implements AutoCloseable {

    static Emptied of(Name name, FaultPlane plane) {
        return of(FaultRegistry.load().find("dns.empty-answer").orElseThrow(), name, plane);
    }

    private static <F extends Fault> Emptied of(FaultKind<F> kind, Name name, FaultPlane plane) {
        var fault = kind.create(Arguments.of(kind.parameters(), Map.of()));
        var context = new InjectionContext("it/1/" + kind.name(), 7, plane, (action, arguments) -> () -> {});
        return new Emptied(
                kind.inject(fault, name, context),
                component -> kind.measure(fault, name, plane.vantage(component).orElseThrow(), context));
    }

    Measurement measure(String component) {
        return witness.apply(component);
    }

    @Override
    public void close() {
        injection.close();
    }
}
