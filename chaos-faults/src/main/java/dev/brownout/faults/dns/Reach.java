package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.util.Locale;
import java.util.Optional;

/**
 * Which questions a fault of the dns plane hits.
 *
 * @param ratio the share of them, over 0, at most 1
 * @param scope the names it is about
 * @param suffix the domain whose names it is about, lower case and without a trailing dot, with {@link Scope#SUFFIX}; empty
 *     for the target's parent
 */
public record Reach(double ratio, Scope scope, String suffix) {
    /** Every question about the target and nothing else. */
    public static final Reach ALL = new Reach(1, Scope.NAME, "");

    static final Parameter RATIO = Parameter.ratio("ratio", "1", "the share of questions that it hits, per victim");

    static final Parameter SCOPE = Parameter.text(
            "scope",
            "name",
            "what it hits: the name, suffix (every name of a domain) or resolver (every name asked for, forwarded ones too)");

    static final Parameter SUFFIX = Parameter.text(
            "suffix", "", "with scope suffix: the domain that the name is in; the name's parent where nothing is said");

    /** How far a fault reaches. A closed set. */
    public enum Scope {
        /** The target alone. */
        NAME,
        /** A domain and every name below it, the target among them. */
        SUFFIX,
        /** Whatever the plane's server is asked, published here or forwarded. */
        RESOLVER
    }

    /** A share of the questions about the target. */
    static Reach share(double ratio) {
        return new Reach(ratio, Scope.NAME, "");
    }

    /** Read the three parameters. */
    static Reach of(Arguments arguments) {
        var suffix = arguments.text(SUFFIX.name()).toLowerCase(Locale.ROOT);
        suffix = suffix.endsWith(".") ? suffix.substring(0, suffix.length() - 1) : suffix;
        var scope = Choice.of(Scope.class, arguments, SCOPE.name());
        if (!suffix.isEmpty() && scope != Scope.SUFFIX) {
            throw new InvalidFaultException(
                    SUFFIX.name(),
                    "suffix must be left out unless scope is suffix, but was \"" + suffix + "\"; write scope: suffix");
        }
        return new Reach(arguments.ratio(RATIO.name()), scope, suffix);
    }

    /** Tell which names it hits when it is done to one: a test of a host name, lower case and without a trailing dot. */
    boolean covers(String target, String host) {
        return switch (scope) {
            case NAME -> host.equals(target);
            case SUFFIX -> within(host, domain(target));
            case RESOLVER -> true;
        };
    }

    /** Say why it cannot be done to a target; empty when it can. */
    Optional<String> refusal(String target) {
        return scope == Scope.SUFFIX && !within(target, domain(target))
                ? Optional.of("suffix must be a domain that " + target + " is in, but was \"" + suffix
                        + "\"; write its parent \"" + parent(target) + "\" or leave it out")
                : Optional.empty();
    }

    private String domain(String target) {
        return suffix.isEmpty() ? parent(target) : suffix;
    }

    private static String parent(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(dot + 1);
    }

    private static boolean within(String host, String domain) {
        return host.endsWith(domain)
                && (host.length() == domain.length() || host.charAt(host.length() - domain.length() - 1) == '.');
    }
}
