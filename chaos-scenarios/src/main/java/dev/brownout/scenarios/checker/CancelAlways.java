package dev.brownout.scenarios.checker;

import dev.brownout.api.Arguments;
import dev.brownout.api.Capability;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Sample;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.checker.Samples.Share;
import dev.brownout.scenarios.plan.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A7: orders can be cancelled while the rest is degraded, and trading opens again only after a time in which orders could be
 * cancelled and not placed.
 */
public final class CancelAlways implements Checker {
    private static final String NAME = "cancel-always";
    private static final double TOLERANCE = 0.01;

    private final Arguments bounds;
    private final Duration window;

    private CancelAlways(Arguments bounds, Duration window) {
        this.bounds = bounds;
        this.window = window;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.liveness(
                            NAME,
                            "Orders can be cancelled, and soon, while faults are in place; and trading opens again only after a cancel-only time.")
                    .withAssertions("A7")
                    .withReads(
                            "judged samples of cancelling in phases with faults; for the cancel-only time all samples of cancelling and "
                                    + "trading that are not blind: it ends with the longest stretch in which trading was not served")
                    .withBounds(
                            "Who cannot place an order loses a chance, who cannot cancel one loses money: so a cancel is served as fast as A1 "
                                    + "asks of any answer. Venues that re-opened in the open left 5 minutes and more for cancels only (BitMEX 5 to "
                                    + "10, Binance 30); no cancel-only time is asked for unless given, because not every outage closes trading.",
                            Parameter.text("cancel", "cancel-order", "the capability that cancels"),
                            Parameter.text("trade", "place-order", "the capability that re-opens"),
                            Parameter.duration(
                                    "p99",
                                    "2s",
                                    "1ms",
                                    "10m",
                                    "the time within which 99 of 100 cancels must be served while faults are in place; stack time"),
                            Parameter.duration(
                                    "cancel-only",
                                    "0s",
                                    "0s",
                                    "24h",
                                    "how long trading must stay closed once cancels are served; incident time, scaled like the timeline"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new CancelAlways(setting.arguments(), window(setting));
        }

        @Override
        public Optional<String> refusal(Prospect prospect) {
            var stack = prospect.setting().stack();
            var cancel = prospect.setting().arguments().text("cancel");
            var trade = prospect.setting().arguments().text("trade");
            var window = window(prospect.setting());
            var asked = window.isZero() ? cancel : cancel + "," + trade;
            return Samples.unknown(stack, window.isZero() ? "cancel" : "cancel and trade", asked)
                    .or(() -> Prospected.tooFew(prospect, Samples.named(stack, cancel), TOLERANCE))
                    .or(() -> seen(Samples.named(stack, asked), window));
        }

        /** Two samples must fit, or nobody sees the time at all. */
        private static Optional<String> seen(List<Capability> asked, Duration window) {
            long needed = 2 * asked.stream().mapToLong(Samples::grain).max().orElse(0);
            return window.isZero() || window.toNanos() >= needed
                    ? Optional.empty()
                    : Optional.of("a cancel-only time of " + Spans.words(window.toNanos())
                            + " (scaled) is too short to be seen: samples need " + Spans.words(needed)
                            + "; ask for more, or use a smaller time scale");
        }

        private static Duration window(Setting setting) {
            return Duration.ofNanos(
                    Math.round(setting.arguments().duration("cancel-only").toNanos() / setting.timeScale()));
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var findings = new ArrayList<Finding>();
        var phases = Spans.faulted(run);
        if (phases.isEmpty()) {
            findings.add(Findings.noFault(NAME));
        } else {
            served(Samples.judged(run, bounds.text("cancel"), phases)).ifPresent(findings::add);
        }
        if (!window.isZero()) {
            reopened(run).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> served(List<Sample> samples) {
        var id = bounds.text("cancel");
        long bound = bounds.duration("p99").toNanos();
        var bad = samples.stream()
                .filter(s -> !Samples.usable(s) || s.latency() > bound)
                .toList();
        var share = Samples.share(bad.size(), samples.size(), TOLERANCE);
        if (share == Share.BROKEN) {
            return Optional.of(Findings.failure(
                    NAME,
                    id,
                    id + ": 99 of 100 cancels must be served within " + bounds.text("p99")
                            + " while faults are in place, but " + bad.size() + " of " + samples.size() + " were not ("
                            + Samples.modes(bad) + ")",
                    Samples.lines(bad)));
        }
        return share == Share.TOO_FEW
                ? Optional.of(Findings.tooFew(NAME, id, samples.size(), Evidence.needed(TOLERANCE)))
                : Optional.empty();
    }

    private Optional<Finding> reopened(RunView run) {
        var trade = bounds.text("trade");
        var trading = seen(run, trade);
        int from = 0;
        int to = 0;
        for (int i = 0; i < trading.size(); i++) {
            int first = i;
            while (i < trading.size() && !Samples.usable(trading.get(i))) {
                i++;
            }
            if (i > first && i < trading.size() && closed(trading, first, i) >= closed(trading, from, to)) {
                from = first;
                to = i;
            }
        }
        if (from == to) {
            return Optional.of(Findings.inconclusive(
                    NAME,
                    trade,
                    "trading was not seen to close and open again, so there was no cancel-only time to see"));
        }
        long shut = trading.get(from).due();
        var opened = trading.get(to);
        // from when on every cancel was served until trading opened
        long since = opened.due();
        var cancels = seen(run, bounds.text("cancel")).stream()
                .filter(s -> shut <= s.due() && s.due() < opened.due())
                .toList();
        for (int i = cancels.size() - 1; i >= 0 && Samples.usable(cancels.get(i)); i--) {
            since = cancels.get(i).due();
        }
        // both are asked about at different instants: the true time may be longer by one interval of the slower probe
        long grain = Samples.named(run.stack(), bounds.text("cancel") + "," + trade).stream()
                .mapToLong(Samples::grain)
                .max()
                .orElse(0);
        return opened.due() - since + grain >= window.toNanos()
                ? Optional.empty()
                : Optional.of(Findings.failure(
                        NAME,
                        trade,
                        trade + " must open only after cancels alone were served for " + Spans.words(window.toNanos())
                                + " (" + bounds.text("cancel-only") + " of incident time), but opened after "
                                + Spans.words(opened.due() - since),
                        List.of(opened.line())));
    }

    private static long closed(List<Sample> samples, int from, int to) {
        return from == to ? -1 : samples.get(to).due() - samples.get(from).due();
    }

    private static List<Sample> seen(RunView run, String capability) {
        return Samples.of(run, capability).stream()
                .filter(s -> s.standing() != Standing.BLIND)
                .filter(s -> run.windows().stream().anyMatch(w -> w.has(s.due())))
                .toList();
    }
}
