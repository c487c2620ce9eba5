package dev.brownout.examples.exchange.cli;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import java.util.List;

/** A checker from somebody's jar that has a defect. */
public final class ThrowsOnPurpose implements Checker.Factory {
    /** Make the factory, for {@link java.util.ServiceLoader}. */
    public ThrowsOnPurpose() {}

    @Override
    public String name() {
        return "throws-on-purpose";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String statement() {
        return "Throws at the first operation.";
    }

    @Override
    public Checker create() {
        return new Checker() {
            @Override
            public void accept(long line, Operation operation) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public List<Finding> finish() {
                return List.of();
            }
        };
    }
}
