package dev.brownout.examples.suite.sabotage;

import dev.brownout.api.FaultKind;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Sees the class path as it is, but with kinds of faults that do nothing: only those that this suite uses are there. */
final class IdleKinds extends ClassLoader {
    private static final String SERVICES = "META-INF/services/" + FaultKind.class.getName();

    IdleKinds(ClassLoader parent) {
        super("idle kinds", parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICES)
                ? Collections.enumeration(List.of(IdleKinds.class.getResource("/sabotage/kinds")))
                : super.getResources(name);
    }
}
