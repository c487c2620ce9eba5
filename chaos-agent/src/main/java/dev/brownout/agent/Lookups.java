package dev.brownout.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up as the JVM's own code does, its caches included, on threads that the plane recognises.
 *
 * <p>A look-up cannot be interrupted. One that outlives its deadline goes on by itself, and whoever asks for the same name
 * meanwhile waits for that one, so a dead DNS server never piles up threads. In a component's JVM the JDK has it so too; in a test
 * JVM, where look-ups do not wait for each other, a few may be overdue before that.
 */
final class Lookups {
    /** In a test JVM so many that never seem to end are left to themselves, to see whether the next one does. */
    private static final int MOST_OVERDUE = 8;

    private final Map<String, Lookup> running = new HashMap<>();
    private int overdue; // guarded by running
    private final @Nullable PlaneDns plane;

    /**
     * @param plane whom code of this JVM asks for names that are not sent there; null where all code uses the JDK's resolver
     */
    Lookups(@Nullable PlaneDns plane) {
        this.plane = plane;
    }

    /** One look-up, maybe of several askers. */
    private final class Lookup implements Runnable {
        private final String name;
        private final java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        private volatile InetAddress @Nullable [] found;
        private volatile String error = "";
        private boolean left; // guarded by running

        Lookup(String name) {
            this.name = name;
        }

        private InetAddress[] lookup() throws UnknownHostException {
            var dns = plane;
            return dns == null || Agent.routed(name)
                    ? InetAddress.getAllByName(name)
                    : dns.lookup(name).toArray(new InetAddress[0]);
        }

        @Override
        public void run() {
            try {
                found = lookup();
            } catch (UnknownHostException | RuntimeException e) {
                error = e.toString();
            } finally {
                synchronized (running) {
                    running.remove(name, this);
                    overdue -= left ? 1 : 0;
                }
                ended.countDown();
            }
        }
    }

    /**
     * Look a name up.
     *
     * @return {@code FOUND NANOS ADDRESSES ERROR}
     */
    String take(String name, long millis) {
        long began = System.nanoTime();
        Lookup lookup;
        synchronized (running) {
            lookup = running.get(name);
            if (lookup == null) {
                lookup = new Lookup(name);
                running.put(name, lookup);
                new WitnessThread("brownout-vantage-lookup", lookup).start();
            }
        }
        boolean ended = false;
        try {
            ended = lookup.ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long nanos = System.nanoTime() - began;
        if (!ended) {
            leave(lookup);
            return "0 " + nanos + " - " + Words.encode("no end by the deadline of " + millis + " ms");
        }
        var found = lookup.found;
        return found == null || found.length == 0
                ? "0 " + nanos + " - " + Words.encode(lookup.error)
                : "1 " + nanos + " " + addresses(java.util.Arrays.asList(found)) + " -";
    }

    private void leave(Lookup lookup) {
        synchronized (running) {
            if (plane != null && overdue < MOST_OVERDUE && running.remove(lookup.name, lookup)) {
                lookup.left = true;
                overdue++;
            }
        }
    }

    /** Write addresses as one word. */
    static String addresses(Iterable<InetAddress> found) {
        var text = new StringBuilder();
        for (var address : found) {
            text.append(text.length() == 0 ? "" : ",").append(address.getHostAddress());
        }
        return text.length() == 0 ? "-" : text.toString();
    }
}
