package dev.brownout.faults.container;

import dev.brownout.faults.container.ContainerLimits.Squeeze;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel lets a container have, as it says itself inside the container (cgroup v1 and v2 in the kernel's admin guide);
 * without a shell there, as Docker says. Long.MAX_VALUE where there is no limit.
 *
 * @param memory bytes
 * @param nanoCpus processors, in billionths
 * @param pids processes and threads
 */
record KernelLimits(long memory, long nanoCpus, long pids) {
    private static final String SCRIPT = """
            for f in memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us pids/pids.max \
            memory.max cpu.max pids.max
            do if [ -r /sys/fs/cgroup/$f ]; then read -r l < /sys/fs/cgroup/$f; echo "$f $l"; fi; done; true""";
    /** The kernel counts memory in pages, and time in µs. */
    private static final long PAGE = 65_536;

    private static final long GRAIN = ContainerLimits.NANO / 1_000;

    /** Looks; empty where the container does not run. */
    static Optional<KernelLimits> of(HeldContainer held) {
        var view = held.look();
        if (view.isEmpty() || view.get().state() != ContainerView.State.RUNS) {
            return Optional.empty();
        }
        var ended = held.live().inside(false, SCRIPT);
        var read = new HashMap<String, String[]>();
        ended.output().lines().map(l -> l.split(" ", -1)).forEach(words -> read.put(words[0], words));
        return Optional.of(!ended.ok() || read.isEmpty() ? told(view.get().limits()) : read(read));
    }

    private static KernelLimits told(ContainerLimits limits) {
        return new KernelLimits(
                limits.memory() == 0 ? Long.MAX_VALUE : limits.memory(),
                limits.allCpus() == 0 ? Long.MAX_VALUE : limits.allCpus(),
                limits.pids() == 0 ? Long.MAX_VALUE : limits.pids());
    }

    private static KernelLimits read(Map<String, String[]> read) {
        var old = read.containsKey("cpu/cpu.cfs_quota_us");
        long quota = old ? number(read, "cpu/cpu.cfs_quota_us", 1) : number(read, "cpu.max", 1);
        long period = old ? number(read, "cpu/cpu.cfs_period_us", 1) : number(read, "cpu.max", 2);
        return new KernelLimits(
                Math.min(number(read, "memory/memory.limit_in_bytes", 1), number(read, "memory.max", 1)),
                quota == Long.MAX_VALUE ? quota : Math.multiplyExact(quota, ContainerLimits.NANO) / period,
                Math.min(number(read, "pids/pids.max", 1), number(read, "pids.max", 1)));
    }

    /** No limit is written as "max", or as -1. */
    private static long number(Map<String, String[]> read, String file, int word) {
        var words = read.getOrDefault(file, new String[0]);
        return words.length > word && words[word].matches("\\d{1,18}") ? Long.parseLong(words[word]) : Long.MAX_VALUE;
    }

    /** Whether it has no more of anything than was asked for. */
    boolean within(Squeeze asked) {
        return (asked.memory() == 0 || memory <= asked.memory() + PAGE)
                && (asked.nanoCpus() == 0 || nanoCpus <= asked.nanoCpus() + GRAIN)
                && (asked.pids() == 0 || pids <= asked.pids());
    }

    /** Whether it has more than was asked for of everything. */
    boolean beyond(Squeeze asked) {
        return (asked.memory() == 0 || memory > asked.memory() + PAGE)
                && (asked.nanoCpus() == 0 || nanoCpus > asked.nanoCpus() + GRAIN)
                && (asked.pids() == 0 || pids > asked.pids());
    }

    @Override
    public String toString() {
        return "memory " + text(memory) + ", processors "
                + (nanoCpus == Long.MAX_VALUE ? "unlimited" : Double.toString(nanoCpus / (double) ContainerLimits.NANO))
                + ", processes " + text(pids);
    }

    private static String text(long limit) {
        return limit == Long.MAX_VALUE ? "unlimited" : Long.toString(limit);
    }
}
