package dev.brownout.faults.tcp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.proxy.ProxyEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DirectControlTests {
    @Test
    void should_not_wait_for_a_call_of_somebody_else_without_end() {
        try (var engine = new ProxyEngine(new Decisions(1), address -> Asker.VICTIM)) {
            var proxies = new Proxies(engine);
            var control = new DirectControl(proxies, Duration.ofMillis(50));
            // a lock's holder may take it again, so the other must be another thread
            CompletableFuture.runAsync(proxies.turn()::lock).join();
            assertThatThrownBy(() -> control.create("p", "127.0.0.1:0", "127.0.0.1:0"))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("\"create proxy p\" within 50 ms");
            assertThat(proxies.all()).isEmpty();
        }
    }
}
