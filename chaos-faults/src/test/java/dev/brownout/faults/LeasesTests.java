package dev.brownout.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class LeasesTests {
    private static final Component TARGET = new Component("gateway", Map.of(), Timings.NONE);

    private final ManualAlarm alarm = new ManualAlarm();
    private final Leases leases = Leases.on(alarm);
    private final List<String> closed = new ArrayList<>();
    private final List<Optional<RuntimeException>> ended = new ArrayList<>();
    private int failures;

    /** A clock that is moved by hand. */
    private static final class ManualAlarm implements Leases.Alarm {
        private record Ring(long at, long order, Runnable action) {}

        private final PriorityQueue<Ring> rings = new PriorityQueue<>(
                (a, b) -> a.at() == b.at() ? Long.compare(a.order(), b.order()) : Long.compare(a.at(), b.at()));
        private long now;
        private long orders;

        @Override
        public Runnable ring(Duration delay, Runnable action) {
            var ring = new Ring(now + delay.toMillis(), orders++, action);
            rings.add(ring);
            return () -> rings.remove(ring);
        }

        void pass(Duration time) {
            long until = now + time.toMillis();
            while (!rings.isEmpty() && rings.element().at() <= until) {
                var ring = rings.remove();
                now = ring.at();
                ring.action().run();
            }
            now = until;
        }
    }

    private record Nothing() implements Fault {
        @Override
        public String kind() {
            return "test.nothing";
        }
    }

    private final class Kind implements FaultKind<Nothing> {
        @Override
        public FaultDescription description() {
            return FaultDescription.of("test.nothing", TargetKind.COMPONENT, "Nothing.");
        }

        @Override
        public Nothing create(Arguments arguments) {
            return new Nothing();
        }

        @Override
        public Injection inject(Nothing fault, Target target, InjectionContext context) {
            return new Injection() {
                @Override
                public Map<String, Long> exposure() {
                    return Map.of("gateway", 1L);
                }

                @Override
                public void close() {
                    if (failures > 0) {
                        failures--;
                        throw new BrownoutException("not now");
                    }
                    closed.add(context.id());
                }
            };
        }

        @Override
        public Measurement measure(Nothing fault, Target target, Vantage vantage, InjectionContext context) {
            return Measurement.undecided("nothing");
        }
    }

    private Leases.Lease inject(String id, Duration life) {
        try (var plane = LocalPlane.open(1)) {
            return leases.inject(
                    new Kind(),
                    new Nothing(),
                    TARGET,
                    new InjectionContext(id, 1, plane, (action, arguments) -> () -> {}, life),
                    ended::add);
        }
    }

    @Test
    void should_end_by_itself_when_its_life_is_over_and_say_so_once() {
        var lease = inject("a", Duration.ofSeconds(10));
        alarm.pass(Duration.ofMillis(9_999));
        assertThat(closed).isEmpty();
        assertThat(lease.expired()).isFalse();
        alarm.pass(Duration.ofMillis(1));
        assertThat(closed).containsExactly("a");
        assertThat(ended).containsExactly(Optional.empty());
        assertThat(lease.expired()).isTrue();
        lease.close();
        alarm.pass(Duration.ofHours(1));
        assertThat(closed).containsExactly("a");
        assertThat(ended).hasSize(1);
        assertThat(lease.exposure()).containsEntry("gateway", 1L);
    }

    @Test
    void should_end_once_and_quietly_when_closed_in_time() {
        var lease = inject("a", Duration.ofSeconds(10));
        lease.close();
        lease.close();
        alarm.pass(Duration.ofHours(1));
        assertThat(closed).containsExactly("a");
        assertThat(ended).isEmpty();
        assertThat(lease.expired()).isFalse();
    }

    @Test
    void should_try_again_when_it_cannot_be_ended() {
        failures = 2;
        inject("a", Duration.ofSeconds(10));
        alarm.pass(Duration.ofSeconds(10));
        assertThat(ended).hasSize(1);
        assertThat(ended.get(0)).get().extracting(Throwable::getMessage).isEqualTo("not now");
        alarm.pass(Duration.ofSeconds(3));
        assertThat(ended).hasSize(3);
        assertThat(ended.get(2)).isEmpty();
        assertThat(closed).containsExactly("a");
        alarm.pass(Duration.ofHours(1));
        assertThat(ended).hasSize(3);
    }

    @Test
    void should_give_up_after_some_tries_and_leave_it_to_who_closes() {
        failures = 8;
        var lease = inject("a", Duration.ofSeconds(10));
        alarm.pass(Duration.ofHours(1));
        assertThat(ended).hasSize(8).allMatch(Optional::isPresent);
        assertThat(closed).isEmpty();
        lease.close();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void should_end_all_in_reverse_order_going_on_after_a_failure() {
        inject("a", Duration.ofSeconds(10));
        inject("b", Duration.ofSeconds(10));
        inject("c", Duration.ofSeconds(10));
        failures = 1;
        assertThatThrownBy(leases::close)
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("could not be taken away: not now");
        assertThat(closed).containsExactly("b", "a");
        leases.close();
        assertThat(closed).containsExactly("b", "a", "c");
        assertThatThrownBy(() -> inject("d", Duration.ofSeconds(1))).hasMessageContaining("everything is being undone");
    }
}
