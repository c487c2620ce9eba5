package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Probe;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.Workload;
import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.faults.process.SupervisedComponent;
import dev.brownout.faults.process.SupervisedProcess;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A reference exchange that serves. Thread safe. */
public final class RunningExchange implements RunningStack {
    /** Longer than any capability's deadline, so that the prober and not the client calls a question hung. */
    private static final Duration GIVEN_UP = Layout.DEADLINE.plusSeconds(2);

    private final RunningParts parts;
    private final Map<String, SupervisedComponent> processes;
    private final UnexpectedExits exits;
    private final URI address;
    private final LedgerReader ledger;
    private final Accounts accounts;
    private final ClientThreads threads = new ClientThreads();
    private final RestingOrders resting = new RestingOrders();
    private final Map<String, Probe> probes;
    private final AtomicInteger workloads = new AtomicInteger();

    RunningExchange(
            Stack stack,
            ExchangeOptions options,
            RunningParts parts,
            Map<String, SupervisedComponent> processes,
            UnexpectedExits exits,
            URI address,
            LedgerReader ledger) {
        this.parts = parts;
        this.processes = Map.copyOf(processes);
        this.exits = exits;
        this.address = address;
        this.ledger = ledger;
        this.accounts = Accounts.seeded(options.settings().number("traders"));
        var door = new FrontDoor(address, threads, GIVEN_UP);
        var clock = Clock.systemUTC();
        var orders = prober(Accounts.PROBE_ORDERS, options);
        var balance = prober(Accounts.PROBE_BALANCE, options);
        var all = Map.<String, Probe>of(
                Layout.PLACE_ORDER, new PlaceOrderProbe(door, orders, resting),
                Layout.CANCEL_ORDER, new CancelOrderProbe(door, orders, resting),
                Layout.READ_BALANCE, new ReadBalanceProbe(door, balance, clock),
                Layout.MARKET_DATA, new MarketDataProbe(door, clock),
                ContainerLayout.LOGIN, new LoginProbe(door, balance, clock));
        this.probes = stack.capabilities().stream()
                .collect(Collectors.toUnmodifiableMap(Capability::id, c -> asked(all, c.id())));
    }

    private static Probe asked(Map<String, Probe> all, String capability) {
        return Optional.ofNullable(all.get(capability))
                .orElseThrow(() ->
                        new BrownoutException("capability must be one of " + all.keySet() + ", but was " + capability));
    }

    private Account prober(String name, ExchangeOptions options) {
        var account = accounts.named(name);
        return options.strangers()
                ? new Account(name, Accounts.derive("key", "nobody"), account.secret(), account.opening())
                : account;
    }

    /**
     * Tell where customers connect.
     *
     * @return the base URL of the way in, on loopback: the plane's side of the front link
     */
    public URI address() {
        return address;
    }

    @Override
    public Map<String, Probe> probes() {
        return probes;
    }

    @Override
    public Optional<Workload> workload(long seed) {
        return Optional.of(workload(seed, TraderWorkload.ARRIVALS_PER_SECOND));
    }

    /** Make a workload at a pace of its own. */
    TraderWorkload workload(long seed, double arrivalsPerSecond) {
        return new TraderWorkload(
                seed,
                workloads.incrementAndGet(),
                arrivalsPerSecond,
                new FrontDoor(address, threads, TraderWorkload.GIVEN_UP),
                accounts,
                ledger);
    }

    @Override
    public void onUnexpectedExit(Consumer<Exit> listener) {
        // reading a log takes time that the thread which tells of ends does not have
        exits.tell(exit -> threads.execute(() -> listener.accept(exit.get())));
    }

    @Override
    public void close() {
        parts.close();
    }

    Probe probe(String capability) {
        return asked(probes, capability);
    }

    /** Give a component's process, for tests that end it. */
    SupervisedProcess process(String component) {
        return Optional.ofNullable(processes.get(component))
                .map(SupervisedComponent::current)
                .orElseThrow(() -> new BrownoutException(
                        "component must be one of " + processes.keySet() + ", but was " + component));
    }

    RestingOrders resting() {
        return resting;
    }

    ClientThreads clientThreads() {
        return threads;
    }
}
