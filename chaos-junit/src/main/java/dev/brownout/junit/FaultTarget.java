package dev.brownout.junit;

import dev.brownout.api.Target;

/** What a fault is to be done to. Thread safe. */
public abstract sealed class FaultTarget permits LinkTarget, NameTarget, ComponentTarget {
    private final Faults faults;
    private final Target target;

    FaultTarget(Faults faults, Target target) {
        this.faults = faults;
        this.target = target;
    }

    /**
     * Prepare a fault of any kind, also of somebody else's.
     *
     * @param kind its kind's name, as in scenario files: {@code tcp.latency}
     * @return the fault, to be given its arguments
     */
    public final AnyFault fault(String kind) {
        return new AnyFault(this, kind);
    }

    final Faults faults() {
        return faults;
    }

    final Target target() {
        return target;
    }

    /** A fault of any kind. Not thread safe. */
    public static final class AnyFault extends PreparedFault<AnyFault> {
        private AnyFault(FaultTarget target, String kind) {
            super(target, kind);
        }

        /**
         * Give an argument.
         *
         * @param parameter its name, as in scenario files: {@code retry-after}
         * @param value a {@link java.time.Duration}, a number or a text, by the parameter's type; checked by {@link #inject}
         * @return this
         */
        public AnyFault with(String parameter, Object value) {
            return set(parameter, value);
        }
    }
}
