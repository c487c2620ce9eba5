package dev.brownout.examples.exchange.stack;

import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.faults.process.ProcessSpec;
import dev.brownout.faults.process.SupervisedComponent;
import dev.brownout.faults.process.SupervisedProcess;
import dev.brownout.faults.process.Supervisor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Hands the processes of an exchange to a plane: each can be ended and started again at the port that it had. */
final class Components {
    private final Stack stack;
    private final FaultPlane plane;
    private final Supervisor supervisor;
    private final Duration limit;
    private final Map<String, SupervisedComponent> all = new LinkedHashMap<>();

    Components(Stack stack, FaultPlane plane, Supervisor supervisor, Duration limit) {
        this.stack = stack;
        this.plane = plane;
        this.supervisor = supervisor;
        this.limit = limit;
    }

    /** Hand over a process that chose its port: the next one is told to take the same. */
    void http(SupervisedProcess process, int port) {
        var spec = process.spec();
        var again = new ProcessSpec(
                spec.name(),
                spec.command().stream()
                        .map(word -> word.equals("port=0") ? "port=" + port : word)
                        .toList(),
                spec.environment(),
                spec.directory(),
                spec.output(),
                spec.stopSignal());
        attach(process, again, port, Protocol.HTTP1, started -> started.awaitReady(limit));
    }

    /** Hand over the ledger, whose port was chosen for it. */
    void ledger(SupervisedProcess process, int port, Consumer<SupervisedProcess> awaitReady) {
        attach(process, process.spec(), port, Protocol.POSTGRES, awaitReady);
    }

    private void attach(
            SupervisedProcess process,
            ProcessSpec again,
            int port,
            Protocol protocol,
            Consumer<SupervisedProcess> awaitReady) {
        var served = new Served(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), protocol);
        var component = new SupervisedComponent(supervisor, process, again, served, awaitReady);
        all.put(process.name(), component);
        plane.attach(stack.component(process.name()), component);
    }

    /** Give them all, by component. */
    Map<String, SupervisedComponent> all() {
        return all;
    }
}
