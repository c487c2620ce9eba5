package dev.brownout.faults.tcp;

import dev.brownout.api.Fault;
import dev.brownout.faults.tcp.proxy.Direction;
import java.time.Duration;

/**
 * What is sent one way is lost, while the connection stays open.
 *
 * @param timeout after how long without data it is closed; zero for never
 * @param ratio the share of connections, over 0 and up to 1
 * @param stream which way
 */
public record TimeoutFault(Duration timeout, double ratio, Direction stream) implements Fault {
    static final String KIND = "tcp.timeout";

    @Override
    public String kind() {
        return KIND;
    }
}
