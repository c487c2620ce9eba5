package dev.brownout.faults.vantage;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import java.util.Map;

/** A fault on a name of a plane, and its witness inside the test JVM. */
record DnsSubject<F extends Fault>(FaultKind<F> kind, F fault, Name name, LocalPlane plane) {

    static DnsSubject<?> of(String kind, Name name, LocalPlane plane) {
        return of(FaultRegistry.load().find(kind).orElseThrow(), name, plane);
    }

    private static <F extends Fault> DnsSubject<F> of(FaultKind<F> kind, Name name, LocalPlane plane) {
        return new DnsSubject<>(kind, kind.create(Arguments.of(kind.parameters(), Map.of())), name, plane);
    }

    private InjectionContext context() {
        return new InjectionContext("test/1/" + name.id(), 42, plane, (action, arguments) -> () -> {});
    }

    Injection inject() {
        return kind.inject(fault, name, context());
    }

    Measurement measure() {
        return kind.measure(fault, name, plane.vantage(TestJvm.COMPONENT).orElseThrow(), context());
    }
}
