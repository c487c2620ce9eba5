package dev.brownout.faults.packet;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.undo.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that is going to be killed: {@code GATEWAY CONTAINER LEDGER}; it does a fault, says so, and reads until its input ends. */
final class PacketDriver {
    private PacketDriver() {}

    public static void main(String[] args) throws IOException {
        var any = new InetSocketAddress(args[0], 0);
        var link =
                Link.between(VictimContainer.COMPONENT, new Component("store", Map.of(), Timings.NONE), Protocol.REDIS);
        try (var plane = LocalPlane.open(1, new LocalPlane.Places(any, any, any), List.of());
                var ledger = Ledger.create(Path.of(args[2]))) {
            plane.attach(VictimContainer.COMPONENT, new ComponentContainer(args[1], Optional.empty()));
            var fault = new SynDropFault();
            try (var injection = plane.part(PacketPlane.class)
                    .inject(link, fault.rules(), new InjectionContext("it/1/" + fault.kind(), 1, plane, ledger))) {
                System.out.println("IN PLACE " + injection.exposure());
                while (System.in.read() >= 0) {
                    // whoever started it says when to go on
                }
            }
        }
        System.out.println("UNDONE");
    }
}
