package dev.brownout.faults.packet;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The one chain that an injection owns in its victim's network namespace, and the jumps to it. Nothing else is ever changed there:
 * not the policies, not others' rules, and never the nat table, in which Docker's own resolver lives.
 *
 * @param name its name, unique
 * @param tag the comment on each of its rules
 */
record Chain(String name, String tag) {
    private static final String PREFIX = "BROWNOUT-";
    /** A chain's name has at most 28 bytes (iptables(8)). */
    private static final int DIGITS = 16;

    /** Tells which names are ours. */
    static final String PATTERN = PREFIX + "[0-9a-f]{" + DIGITS + "}";

    /**
     * Name the chain of an injection.
     *
     * @param run who makes it, unique among runs
     * @param injection unique in the run
     */
    static Chain of(String run, String injection) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((run + "/" + injection).getBytes(StandardCharsets.UTF_8));
            return new Chain(PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS), "brownout:" + run);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What iptables-restore makes the chain of, in one step: with all its rules or not at all. */
    String restore(List<Rule> rules, InetSocketAddress place) {
        var text = new StringBuilder("*filter\n:").append(name).append(" - [0:0]\n");
        rules.forEach(rule -> text.append(rule.line(name, tag, place)).append('\n'));
        for (var hook : List.of("INPUT", "OUTPUT")) {
            text.append("-I " + hook + " 1 -m comment --comment " + tag + " -j " + name + "\n");
        }
        return text.append("COMMIT\n").toString();
    }
}
