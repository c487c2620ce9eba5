package dev.brownout.faults.tcp.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The same cases against the real server, so that what they say of the API is true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealToxiproxyIT extends ToxiproxyApiCases {
    private RealToxiproxy server;

    @BeforeAll
    void start() throws IOException {
        server = RealToxiproxy.start();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    InetSocketAddress control() {
        return server.address();
    }
}
