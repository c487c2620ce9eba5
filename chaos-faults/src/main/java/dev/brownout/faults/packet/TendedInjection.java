package dev.brownout.faults.packet;

import dev.brownout.api.Injection;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * An injection that is looked after until it is closed.
 *
 * @param injection what is looked after
 * @param tending who does
 */
record TendedInjection(PacketInjection injection, Future<?> tending) implements Injection {
    @Override
    public Map<String, Long> exposure() {
        return injection.exposure();
    }

    @Override
    public void close() {
        injection.close();
        tending.cancel(false);
    }
}
