package dev.brownout.api;

/**
 * <em>What</em> goes wrong, never <em>how</em>.
 *
 * <p>Implementations are immutable records with typed quantities, one a {@link FaultKind}.
 */
public interface Fault {

    /**
     * Name the kind of this fault.
     *
     * @return the {@link FaultKind#name()} it belongs to, such as {@code dns.empty-answer}
     */
    String kind();
}
