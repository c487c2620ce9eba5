package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.LocalPlane;
import org.junit.jupiter.api.Test;

/** A run on planes of its class decides by its own seed, and leaves them as they were. */
class HeldPlaneTests {
    @Test
    void should_decide_by_the_run_s_seed_meanwhile_and_stay_open() {
        try (var plane = LocalPlane.open(1)) {
            var held = new HeldPlane(plane, 7);
            assertThat(plane.decideBy(7)).isEqualTo(7);
            held.close();
            assertThat(plane.decideBy(1)).isEqualTo(1);
            assertThat(plane.part(dev.brownout.faults.tcp.TcpPlane.class).api().getPort())
                    .isPositive();
        }
    }
}
