package dev.brownout.faults.packet;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.Nettools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A container in a victim's network namespace that holds one chain in place for as long as it hears from us. It removes the chain by
 * itself when its input ends, as it does when we are killed, and when it has heard nothing for its lease, as when we hang. Thread
 * safe; calls wait for each other.
 */
final class Helper {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int LINES = 20;

    private final Process process;
    private final Writer in;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final ArrayDeque<String> errors = new ArrayDeque<>();
    private boolean lost;

    /**
     * What it sees.
     *
     * @param met packets that have met the rules since it started
     * @param networks interfaces beside the loopback; none is left in a namespace whose container has ended
     */
    record Sight(long met, int networks) {}

    private Helper(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        daemon(process.getInputStream(), said::add);
        daemon(process.getErrorStream(), this::complain);
    }

    /**
     * Put a chain in place.
     *
     * @param run the value of the helper's label
     * @param lease after how long without a word of ours it removes the chain, in whole seconds
     * @param life after what time it removes the chain in any case
     * @return a helper that has the chain in place
     * @throws BrownoutException if it could not; then the chain is not there
     */
    static Helper start(
            Docker docker,
            String run,
            String container,
            Chain chain,
            List<Rule> rules,
            InetSocketAddress place,
            Duration lease,
            Duration life) {
        var command = docker.command(Nettools.words(
                run,
                "container:" + container,
                true,
                Scripts.HOLD,
                List.of(
                        chain.name(),
                        Long.toString(Math.max(1, lease.toSeconds())),
                        Long.toString(Math.max(1, life.toSeconds() + 1)),
                        chain.restore(rules, place))));
        try {
            var builder = new ProcessBuilder(command.words());
            builder.environment().putAll(command.environment());
            var helper = new Helper(builder.start());
            if (helper.poll(START).filter("READY"::equals).isEmpty()) {
                boolean silent = helper.process.isAlive();
                helper.letGo();
                if (silent) {
                    cleared(docker, container, chain);
                }
                throw Nettools.failure("packet rules must be put in place for container " + container, helper.errors());
            }
            return helper;
        } catch (IOException e) {
            throw new BrownoutException(
                    "docker must start, but did not: " + e.getMessage() + "; see brownout doctor", e);
        }
    }

    /** A helper that is slow to start may put the chain in place after all: sees that it is not there. */
    private static void cleared(Docker docker, String container, Chain chain) {
        try {
            new PacketClear(docker).clear(container, chain.name());
        } catch (BrownoutException e) {
            throw new LeftException(e);
        }
    }

    /** A helper did not answer, and nobody knows whether it has left something. */
    static final class LeftException extends BrownoutException {
        private static final long serialVersionUID = 1L;

        private LeftException(BrownoutException cause) {
            super("a helper for packet rules gave no answer within " + START + ", and: " + cause.getMessage(), cause);
        }
    }

    private static void daemon(InputStream stream, Consumer<String> each) {
        var thread = new Thread(
                () -> {
                    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                            each.accept(line);
                        }
                    } catch (IOException e) {
                        // it has ended
                    }
                },
                "brownout-packet-helper");
        thread.setDaemon(true);
        thread.start();
    }

    private void complain(String line) {
        synchronized (errors) {
            errors.add(line);
            if (errors.size() > LINES) {
                errors.remove();
            }
        }
    }

    private String errors() {
        synchronized (errors) {
            return String.join("\n", errors);
        }
    }

    /** Waits for a line; gives up early when the helper has ended. */
    private Optional<String> poll(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                boolean ended = !process.isAlive();
                var line = Optional.ofNullable(said.poll(ended ? 300 : 50, TimeUnit.MILLISECONDS));
                if (line.isPresent() || ended) {
                    return line;
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while a helper for packet rules was asked", e);
        }
    }

    private Optional<String> ask(String line) {
        if (lost) {
            return Optional.empty();
        }
        try {
            // an answer that comes too late, or after an interruption, must not be taken for that to the next question
            lost = true;
            in.write(line + "\n");
            in.flush();
            var answer = poll(ANSWER);
            lost = answer.isEmpty();
            return answer;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Renew the lease and look; empty when the helper has ended or does not answer, or when the chain is not there any more. */
    synchronized Optional<Sight> look() {
        return ask("look")
                .map(answer -> answer.split(" ", -1))
                .filter(words -> words.length == 3)
                .map(words -> new Sight(Long.parseLong(words[1]), Integer.parseInt(words[2])));
    }

    /** Have it remove the chain, and tell whether it has seen that it is gone. */
    synchronized boolean end() {
        boolean cleared = ask("end").filter("CLEARED"::equals).isPresent();
        letGo();
        return cleared;
    }

    /** Let it end: with its input. */
    synchronized void letGo() {
        lost = true;
        try {
            in.close();
        } catch (IOException e) {
            // it has ended before
        }
        try {
            if (!process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                // the container goes on without its client, and ends with its lease
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
