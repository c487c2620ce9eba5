package dev.brownout.api;

import java.util.Arrays;
import java.util.List;

/**
 * What there is to know about a checker without running it: lists, the scenario schema, the reference and error messages are
 * made from it. Immutable; each {@code with…} method gives a changed copy.
 *
 * @param name as scenario files name it: kebab-case, unique
 * @param assertions which of the assertions A1 to A20 it checks; empty for none of them
 * @param statement what held over the run when it finds nothing, in a sentence
 * @param kind whether it can be broken once and for all, or only by nothing happening in time
 * @param reads the actions of the history, samples or traffic that it looks at, in a sentence
 * @param remembers what it keeps while a run is folded, and for each what: open operation, id, key
 * @param parameters its bounds, each with its default
 * @param reason why the default bounds are what they are; empty without bounds
 */
public record CheckerDescription(
        String name,
        List<String> assertions,
        String statement,
        Kind kind,
        String reads,
        String remembers,
        List<Parameter> parameters,
        String reason) {

    /** What kind of promise is checked (Alpern and Schneider, 1985). A closed set. */
    public enum Kind {
        /** Something bad never happens: one event breaks it, and nothing later mends that. */
        SAFETY,
        /** Something good happens in time: only the end of the run, or of a bound, can break it. */
        LIVENESS
    }

    /** Check the name and copy the lists. */
    public CheckerDescription {
        Rules.id("checker", name);
        assertions = List.copyOf(assertions);
        assertions.forEach(a -> Rules.require(
                a.matches("A([1-9]|1[0-9]|20)"), "assertion of checker %s must be A1 to A20, but was %s", name, a));
        parameters = List.copyOf(parameters);
    }

    /**
     * Begin the description of a safety checker.
     *
     * @param name as scenario files name it
     * @param statement what held when it finds nothing
     * @return the description so far
     */
    public static CheckerDescription safety(String name, String statement) {
        return new CheckerDescription(name, List.of(), statement, Kind.SAFETY, "", "nothing", List.of(), "");
    }

    /**
     * Begin the description of a liveness checker.
     *
     * @param name as scenario files name it
     * @param statement what held when it finds nothing
     * @return the description so far
     */
    public static CheckerDescription liveness(String name, String statement) {
        return new CheckerDescription(name, List.of(), statement, Kind.LIVENESS, "", "nothing", List.of(), "");
    }

    /**
     * Say which assertions it checks.
     *
     * @param ids A1 to A20
     * @return a copy with them
     */
    public CheckerDescription withAssertions(String... ids) {
        return new CheckerDescription(name, List.of(ids), statement, kind, reads, remembers, parameters, reason);
    }

    /**
     * Say what it looks at.
     *
     * @param what actions, samples or traffic
     * @return a copy with it
     */
    public CheckerDescription withReads(String what) {
        return new CheckerDescription(name, assertions, statement, kind, what, remembers, parameters, reason);
    }

    /**
     * Say what it keeps.
     *
     * @param what the state and what it grows with
     * @return a copy with it
     */
    public CheckerDescription withState(String what) {
        return new CheckerDescription(name, assertions, statement, kind, reads, what, parameters, reason);
    }

    /**
     * Say what its bounds are, and why these are the defaults.
     *
     * @param why the reason for the defaults
     * @param all the parameters
     * @return a copy with them
     */
    public CheckerDescription withBounds(String why, Parameter... all) {
        return new CheckerDescription(name, assertions, statement, kind, reads, remembers, Arrays.asList(all), why);
    }
}
