package dev.brownout.examples.exchange.engine;

import static dev.brownout.examples.exchange.engine.Orders.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTests {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_760_943_000_000L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Sequencer open(Path log) throws IOException {
        return new Sequencer(CLOCK, Optional.of(log));
    }

    @Test
    void aNewProcessKnowsWhatTheOldOneLogged() throws Exception {
        Path log = folder.resolve("commands.log");
        List<EngineEvent> before;
        try (Sequencer first = open(log)) {
            first.place(limit(1, "a", Side.SELL, "100", "2"));
            first.place(limit(2, "b", Side.BUY, "100", "0.5"));
            first.place(limit(3, "b", Side.BUY, "90", "1"));
            first.cancel("b", Optional.of(3L), "");
            first.voidUnseen(limit(4, "c", Side.BUY, "90", "1"));
            before = first.awaitUnsettled(100, Duration.ZERO);
        }
        Files.writeString(log, "{\"do\":\"place\",\"cut o", StandardOpenOption.APPEND);

        try (Sequencer second = open(log)) {
            assertThat(second.awaitUnsettled(100, Duration.ZERO))
                    .isEqualTo(before)
                    .hasSize(7);
            assertThat(second.order("a", Optional.of(1L), "").orElseThrow().executedQuantity())
                    .isEqualByComparingTo("0.5");
            second.place(limit(5, "c", Side.BUY, "80", "1"));
        }
        try (Sequencer third = open(log)) {
            assertThat(third.sequence())
                    .as("the cut line is gone, the one after it is there")
                    .isEqualTo(8);
        }
    }

    @Test
    void should_give_auditors_every_event_from_the_first_on_also_those_before_a_restart() throws Exception {
        Path log = folder.resolve("commands.log");
        try (Sequencer first = open(log)) {
            first.place(limit(1, "a", Side.SELL, "100", "2"));
            first.place(limit(2, "b", Side.BUY, "100", "0.5"));
            first.settled(3);
        }
        try (Sequencer second = open(log)) {
            second.place(limit(3, "b", Side.BUY, "90", "1"));
            assertThat(second.happened(0, 2).events())
                    .extracting(EngineEvent::sequence)
                    .containsExactly(1L, 2L);
            assertThat(second.happened(2, 100)).satisfies(rest -> {
                assertThat(rest.sequence()).isEqualTo(4);
                assertThat(rest.events()).extracting(EngineEvent::sequence).containsExactly(3L, 4L);
            });
            assertThat(second.happened(4, 100).events()).isEmpty();
            assertThat(second.happened(9, 100).events()).isEmpty();
        }
    }

    @Test
    void should_keep_what_an_order_did_whole_or_not_at_all() {
        EventLog log = new EventLog(2);
        MatchingEngine engine = new MatchingEngine(log::add);
        engine.place(limit(1, "a", Side.SELL, "100", "2"), 0);
        engine.place(limit(2, "b", Side.BUY, "100", "0.5"), 0);
        engine.place(limit(3, "b", Side.BUY, "100", "0.5"), 0);
        assertThat(log.after(0, 100))
                .as("the second order with its trade, nothing of the third")
                .extracting(EngineEvent::sequence)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatIsSettledIsForgottenAndWhatIsKnownIsAnsweredAgain() throws Exception {
        try (Sequencer sequencer = new Sequencer(CLOCK, Optional.empty())) {
            Sequencer.Placed first = sequencer.place(limit(1, "a", Side.SELL, "100", "2"));
            assertThat(sequencer.place(limit(1, "a", Side.SELL, "100", "2"))).isEqualTo(first);
            sequencer.place(limit(2, "b", Side.BUY, "100", "0.5"));
            assertThat(sequencer.backlog()).isEqualTo(3);
            sequencer.settled(2);
            assertThat(sequencer.awaitUnsettled(10, Duration.ZERO))
                    .extracting(EngineEvent::sequence)
                    .containsExactly(3L);
        }
    }

    @Test
    void theTickerFollowsTheTradesAndTheBookTellsItsChanges() throws Exception {
        try (Sequencer sequencer = new Sequencer(CLOCK, Optional.empty())) {
            assertThat(sequencer.market(Symbols.of("BTCUSDT"), 5).ticker().last())
                    .isEqualByComparingTo("108000");
            sequencer.place(limit(1, "a", Side.SELL, "100", "2"));
            sequencer.place(limit(2, "b", Side.BUY, "100", "0.5"));
            TickerWindow.Totals totals =
                    sequencer.market(Symbols.of("BTCUSDT"), 5).ticker();
            assertThat(totals.last()).isEqualByComparingTo("100");
            assertThat(totals.volume()).isEqualByComparingTo("0.5");
            assertThat(totals.count()).isEqualTo(1);
            OrderBook.Changes changes =
                    sequencer.takeChanges(Symbols.of("BTCUSDT")).orElseThrow();
            assertThat(changes.asks())
                    .singleElement()
                    .satisfies(level -> assertThat(level.quantity()).isEqualByComparingTo("1.5"));
            assertThat(sequencer.takeChanges(Symbols.of("BTCUSDT"))).isEmpty();
        }
    }
}
