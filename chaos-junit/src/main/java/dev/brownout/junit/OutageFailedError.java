package dev.brownout.junit;

import dev.brownout.api.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * An outage was not survived as it itself expects, or nothing can be said: its verdict is neither {@code PASSED} nor {@code
 * DEGRADED_OK}. The message tells why, with the samples that show it, how to play it again and where it is written down.
 */
public final class OutageFailedError extends AssertionFailedError {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient Path journal;

    OutageFailedError(String message, Outcome outcome, Path journal) {
        super(message);
        this.outcome = outcome;
        this.journal = journal;
    }

    /**
     * Give the verdict.
     *
     * @return neither {@code PASSED} nor {@code DEGRADED_OK}
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Tell where the run is written down.
     *
     * @return the journal; empty when this error came from another JVM
     */
    public Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }
}
