package dev.brownout.faults.tcp.control;

import dev.brownout.faults.decide.Asker;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;

class OurToxiproxyTests extends ToxiproxyApiCases {
    private static final ToxiproxyServer SERVER = ToxiproxyServer.start(42, address -> Asker.VICTIM);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Override
    InetSocketAddress control() {
        return SERVER.address();
    }
}
