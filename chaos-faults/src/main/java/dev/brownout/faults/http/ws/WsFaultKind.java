package dev.brownout.faults.http.ws;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.WebSocketReading;
import dev.brownout.faults.http.HttpLinks;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.http.Matching;
import dev.brownout.faults.http.proxy.FrameEffect;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tcp.Tries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the kinds of faults on WebSockets have in common: everything but their parameters, their effect and its signs. */
abstract class WsFaultKind<F extends WsFault> implements FaultKind<F> {
    private static final Duration DEADLINE = Duration.ofMillis(700);

    private final FaultDescription description;

    WsFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault on WebSockets, with its own parameters and those that say which it means. */
    static FaultDescription describe(String name, String summary, String share, Parameter... own) {
        return FaultDescription.of(name, TargetKind.LINK, summary)
                .withParameters(Matching.with(share, own))
                .withWitness("a WebSocket of its own through the link, at the path that the label " + HttpLinks.WS_PATH
                        + " names: pings, and what comes back");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    /** A WebSocket can only be witnessed where one is. */
    @Override
    public final Optional<String> refusal(F fault, Target target, Stack stack) {
        var link = (Link) target;
        return HttpLinks.refusal(name(), link)
                .or(() -> HttpLinks.declared(link, HttpLinks.WS_PATH).isPresent()
                        ? Optional.empty()
                        : Optional.of(name() + " needs a WebSocket that a witness may open, but " + link.id()
                                + " names none; declare its path with the label " + HttpLinks.WS_PATH
                                + " on the link or on the component that it goes to"));
    }

    /** Two of these on the same WebSockets hide each other. */
    @Override
    public final boolean conflictsWith(F fault, Fault other) {
        return other instanceof WsFault ws && fault.match().meets(ws.match());
    }

    @Override
    public final Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane()
                .part(HttpPlane.class)
                .inject((Link) target, context.id(), connections(fault), effect(fault));
    }

    /** Tell which requests for an upgrade are hit, and what share of them. */
    Match connections(F fault) {
        return fault.match();
    }

    /** Make what it does to WebSockets. */
    abstract FrameEffect effect(F fault);

    /** Tell whether one WebSocket shows it. */
    abstract boolean shows(F fault, WebSocketReading reading);

    /** Tell how many WebSockets of a witness in a row are sure to meet it. */
    abstract int tries(F fault);

    /** Tell how many pings it takes on each. */
    abstract int pings(F fault);

    @Override
    public final Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        var address = context.plane().open(link);
        var path = HttpLinks.declared(link, HttpLinks.WS_PATH)
                .orElseThrow(() -> new BrownoutException(
                        "link " + link.id() + " must name a WebSocket with the label " + HttpLinks.WS_PATH));
        var headers = fault.match().sample();
        return context.plane()
                .part(TcpPlane.class)
                .witnessing(
                        link,
                        () -> judge(
                                fault,
                                Tries.run(
                                        tries(fault),
                                        Tries.AT_ONCE,
                                        () -> vantage.webSocket(address, path, headers, pings(fault), DEADLINE),
                                        readings -> readings.stream().anyMatch(r -> shows(fault, r)))));
    }

    private Measurement judge(F fault, List<WebSocketReading> readings) {
        long shown = readings.stream().filter(r -> shows(fault, r)).count();
        var seen = readings.stream()
                .collect(Collectors.groupingBy(WsFaultKind::summary, TreeMap::new, Collectors.counting()));
        return new Measurement(
                shown > 0,
                shown == 0 && readings.stream().allMatch(WsFaultKind::healthy),
                readings.size() + " tries: " + shown + " showed it; " + seen);
    }

    private static boolean healthy(WebSocketReading reading) {
        return reading.status() == 101 && reading.closeCode() == 0 && reading.pongs() == reading.pings();
    }

    private static String summary(WebSocketReading reading) {
        return reading.status() == 0
                ? reading.outcome().toString()
                : reading.status() + ", " + reading.pongs() + " pongs of " + reading.pings()
                        + (reading.closeCode() == 0 ? "" : ", closed with " + reading.closeCode());
    }
}
