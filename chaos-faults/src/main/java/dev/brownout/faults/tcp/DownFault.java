package dev.brownout.faults.tcp;

import dev.brownout.api.Fault;

/** Connections are refused, and those that are open are cut. */
public record DownFault() implements Fault {
    static final String KIND = "tcp.down";

    @Override
    public String kind() {
        return KIND;
    }
}
