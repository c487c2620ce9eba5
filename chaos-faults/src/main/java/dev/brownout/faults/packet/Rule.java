package dev.brownout.faults.packet;

import java.net.InetSocketAddress;

/**
 * A rule of a chain: which packets between a victim and the place that it connects to, and what becomes of them.
 *
 * @param way what the victim sends ({@link Way#OUT}) or what it is sent ({@link Way#IN})
 * @param match which of them, in iptables' words (iptables-extensions(8)); empty for all
 * @param target what becomes of them, in iptables' words; empty where they are only counted
 * @param met whether a packet that comes here is a victim that met the fault
 */
record Rule(Way way, String match, String target, boolean met) {
    static final String DROP = "DROP";

    /** Stands in a match for a name of its chain's own: a kernel keeps what a limit has seen by name, for a whole namespace. */
    static final String OWN_NAME = "{own-name}";

    /** Such a name has at most 15 bytes (xt_hashlimit). */
    private static final int LONGEST_NAME = 15;

    /** Ends the comment of a rule whose packets are counted. */
    static final String MET = ":met";

    static Rule of(Way way, String match, String target) {
        return new Rule(way, match, target, true);
    }

    /** A rule whose packets are not counted: they are answers and ends of what was counted already. */
    static Rule uncounted(Way way, String match, String target) {
        return new Rule(way, match, target, false);
    }

    /** A rule that only counts. */
    static Rule counting(Way way, String match) {
        return new Rule(way, match, "", true);
    }

    /** The line that iptables-restore reads. */
    String line(String chain, String tag, InetSocketAddress place) {
        var host = place.getAddress().getHostAddress();
        return "-A " + chain + " -p tcp"
                + (way == Way.OUT
                        ? " -d " + host + " --dport " + place.getPort()
                        : " -s " + host + " --sport " + place.getPort())
                + (match.isEmpty() ? "" : " " + match.replace(OWN_NAME, chain.substring(chain.length() - LONGEST_NAME)))
                + " -m comment --comment " + tag + (met ? MET : "")
                + (target.isEmpty() ? "" : " -j " + target);
    }
}
