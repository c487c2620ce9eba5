package dev.brownout.faults.tcp.toxic;

/**
 * How a toxic grows from nothing to its full strength. Times are of one monotonic clock, which is the caller's.
 *
 * @param since when it was added, in ns
 * @param length how long it grows, in ns; zero or less for none: it has its full strength at once
 */
public record Ramp(long since, long length) {

    /**
     * Tell how strong the toxic is.
     *
     * @param now a time in ns
     * @return from 0 to 1, in proportion to the time since it was added
     */
    public double strength(long now) {
        return length <= 0 ? 1 : Math.max(0, Math.min(1, (double) (now - since) / length));
    }

    /**
     * Tell when the toxic begins to act on one of those that it is to act on: they are met one after the other.
     *
     * @param place where in the order it stands, from 0 to 1
     * @return a time in ns
     */
    public long onset(double place) {
        return since + (long) (Math.max(0, length) * place);
    }

    /**
     * Tell whether it has its full strength.
     *
     * @param now a time in ns
     * @return whether it has
     */
    public boolean done(long now) {
        return strength(now) >= 1;
    }
}
