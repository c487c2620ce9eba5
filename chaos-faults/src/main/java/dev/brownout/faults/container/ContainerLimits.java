package dev.brownout.faults.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a container may use at most, in Docker's own numbers. Docker writes "no limit" as 0, as -1 or not at all; here it is 0
 * always, but for swap, where -1 is without limit and 0 is left to Docker.
 *
 * @param memory bytes
 * @param memorySwap bytes of memory and swap together
 * @param nanoCpus processors, in billionths
 * @param cpuQuota µs of processor time in each period
 * @param cpuPeriod µs; 0 for the kernel's own 100 ms
 * @param pids processes and threads
 */
record ContainerLimits(long memory, long memorySwap, long nanoCpus, long cpuQuota, long cpuPeriod, long pids) {
    static final long NANO = 1_000_000_000L;

    private static final long KERNEL_PERIOD = 100_000;

    ContainerLimits {
        memory = Math.max(0, memory);
        cpuQuota = Math.max(0, cpuQuota);
        pids = Math.max(0, pids);
    }

    /** Processors, in billionths, however that is written; 0 without a limit. */
    long allCpus() {
        return nanoCpus > 0 ? nanoCpus : Math.multiplyExact(cpuQuota, NANO) / period();
    }

    private long period() {
        return cpuPeriod > 0 ? cpuPeriod : KERNEL_PERIOD;
    }

    /**
     * Tightens it to what is asked, in the way that can be taken back: Docker cannot remove a limit that was set as {@code --cpus},
     * but one that was set as a quota.
     */
    ContainerLimits squeezedTo(Squeeze asked) {
        return new ContainerLimits(
                asked.memory() > 0 ? asked.memory() : memory,
                // no swap to escape to
                asked.memory() > 0 ? asked.memory() : memorySwap,
                asked.nanoCpus() > 0 && nanoCpus > 0 ? asked.nanoCpus() : nanoCpus,
                asked.nanoCpus() > 0 && nanoCpus == 0 ? asked.nanoCpus() / 1_000 * period() / 1_000_000 : cpuQuota,
                cpuPeriod,
                asked.pids() > 0 ? asked.pids() : pids);
    }

    /** What stands behind {@code docker} to give a container these limits where it has {@code now}; empty where it has them. */
    List<String> update(ContainerLimits now, String container) {
        var words = new ArrayList<String>();
        if (memory != now.memory || memorySwap != now.memorySwap) {
            words.addAll(List.of("--memory", memory + "b", "--memory-swap", memorySwap < 0 ? "-1" : memorySwap + "b"));
        }
        if (nanoCpus != now.nanoCpus) {
            words.addAll(
                    List.of("--cpus", java.math.BigDecimal.valueOf(nanoCpus, 9).toPlainString()));
        }
        if (cpuQuota != now.cpuQuota) {
            words.addAll(List.of("--cpu-quota", cpuQuota == 0 ? "-1" : Long.toString(cpuQuota)));
        }
        if (pids != now.pids) {
            words.addAll(List.of("--pids-limit", pids == 0 ? "-1" : Long.toString(pids)));
        }
        if (!words.isEmpty()) {
            words.add(0, "update");
            words.add(container);
        }
        return words;
    }

    Map<String, String> words() {
        var words = new TreeMap<String, String>();
        words.put("memory", Long.toString(memory));
        words.put("memory-swap", Long.toString(memorySwap));
        words.put("nano-cpus", Long.toString(nanoCpus));
        words.put("cpu-quota", Long.toString(cpuQuota));
        words.put("cpu-period", Long.toString(cpuPeriod));
        words.put("pids", Long.toString(pids));
        return words;
    }

    static ContainerLimits of(Map<String, String> words) {
        return new ContainerLimits(
                number(words, "memory"),
                number(words, "memory-swap"),
                number(words, "nano-cpus"),
                number(words, "cpu-quota"),
                number(words, "cpu-period"),
                number(words, "pids"));
    }

    private static long number(Map<String, String> words, String name) {
        return Long.parseLong(words.getOrDefault(name, "0"));
    }

    @Override
    public String toString() {
        return "memory " + (memory == 0 ? "without limit" : memory >> 20) + (memory == 0 ? "" : " MiB")
                + ", processors "
                + (allCpus() == 0 ? "without limit" : Double.toString(allCpus() / (double) NANO)) + ", processes "
                + (pids == 0 ? "without limit" : Long.toString(pids));
    }

    /**
     * What a squeeze asks for; 0 for what is left as it is.
     *
     * @param memory bytes
     * @param nanoCpus processors, in billionths
     * @param pids processes and threads
     */
    record Squeeze(long memory, long nanoCpus, long pids) {
        /** The tighter of two in each. */
        Squeeze and(Squeeze other) {
            return new Squeeze(
                    tighter(memory, other.memory), tighter(nanoCpus, other.nanoCpus), tighter(pids, other.pids));
        }

        private static long tighter(long one, long other) {
            return one == 0 ? other : other == 0 ? one : Math.min(one, other);
        }
    }
}
