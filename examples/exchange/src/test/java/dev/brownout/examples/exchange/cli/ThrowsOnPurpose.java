package dev.brownout.examples.exchange.cli;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import java.util.List;

/** A checker from somebody's jar that has a defect. */
public final class ThrowsOnPurpose implements Checker.Factory {
    /** Make the factory, for {@link java.util.ServiceLoader}. */
    public ThrowsOnPurpose() {}

    @Override
    public CheckerDescription description() {
        return CheckerDescription.safety("throws-on-purpose", "Throws at the first operation.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Checker create(Checker.Setting setting) {
        return new Checker() {
            @Override
            public void accept(long line, long at, Operation operation) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public List<Finding> finish(RunView run) {
                return List.of();
            }
        };
    }
}
