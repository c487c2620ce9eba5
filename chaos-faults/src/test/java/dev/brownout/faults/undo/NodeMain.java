package dev.brownout.faults.undo;

import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.node.Node;
import java.io.IOException;
import java.nio.file.Path;

/** A chaos node in a process of its own, until its input ends. */
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] args) throws IOException {
        try (var ledger = Ledger.create(Path.of(args[0]));
                var node = Node.open(Node.Settings.free("test"), FaultRegistry.load(), ledger)) {
            System.out.println("READY " + node.control().getPort() + " "
                    + node.toxiproxy().getPort() + " " + node.dns().getPort());
            while (System.in.read() >= 0) {
                // until whoever started us is gone
            }
        }
    }
}
