package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways behind the edge and their health, asked for on a schedule of its own ({@code GET /healthz}). Gives them out
 * in turn: the healthy ones, or all of them if none is, because an edge that ejects everybody serves nobody. Safe for any
 * thread.
 */
final class Gateways implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

    private final List<Member> members;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService checks;

    /** How health is judged: so many failures in a row take a gateway out, so many successes bring it back. */
    record Checks(Duration interval, Duration timeout, int fall, int rise) {}

    private static final class Member {
        final Upstream upstream;
        volatile boolean healthy = true;
        private int streak;

        Member(Upstream upstream) {
            this.upstream = upstream;
        }

        /** Called by its own check only. */
        void checked(boolean good, Checks checks) {
            streak = good == healthy ? 0 : streak + 1;
            if (streak >= (good ? checks.rise() : checks.fall())) {
                healthy = good;
                streak = 0;
                LOG.warn("{} is {}", upstream.base(), good ? "healthy again" : "unhealthy");
            }
        }
    }

    Gateways(List<String> bases, Duration connectTimeout, Checks checks) {
        this.members = bases.stream()
                .map(base -> new Member(new Upstream(base, connectTimeout)))
                .toList();
        this.checks = Executors.newScheduledThreadPool(members.size(), work -> {
            Thread thread = new Thread(work, "brownout-health");
            thread.setDaemon(true);
            return thread;
        });
        for (Member member : members) {
            ScheduledFuture<?> unused = this.checks.scheduleWithFixedDelay(
                    () -> check(member, checks), 0, checks.interval().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void check(Member member, Checks checks) {
        try {
            boolean good = member.upstream
                            .call("GET", "/healthz", Map.of(), new byte[0], checks.timeout())
                            .status()
                    == 200;
            member.checked(good, checks);
        } catch (IOException e) {
            member.checked(false, checks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("health check of {} failed", member.upstream.base(), e); // thrown on, it would be the last check
        }
    }

    /** Gives the gateway whose turn it is. */
    Upstream next() {
        List<Member> candidates =
                members.stream().filter(member -> member.healthy).toList();
        if (candidates.isEmpty()) {
            candidates = members;
        }
        return candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())).upstream;
    }

    /** Gives how many are healthy. */
    long healthy() {
        return members.stream().filter(member -> member.healthy).count();
    }

    @Override
    public void close() {
        checks.shutdownNow();
    }
}
