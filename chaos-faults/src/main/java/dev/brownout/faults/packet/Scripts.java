package dev.brownout.faults.packet;

/** What helpers run, in bash: the image has nothing else. */
final class Scripts {
    /** Removes chain {@code $chain} and the jumps to it, and tells whether none of it is left. Does nothing where it is not there. */
    private static final String CLEAR_FUNCTION = """
            clear_chain() {
              for hook in INPUT OUTPUT; do
                iptables -w -S $hook | grep -e "-j $chain\\$" | sed 's/^-A/-D/' | xargs -r -L1 iptables -w
              done
              iptables -w -F "$chain" 2>/dev/null
              iptables -w -X "$chain" 2>/dev/null
              left=$(iptables -w -S) || return 1
              ! grep -q -e "$chain" <<<"$left"
            }
            """;

    /** Clears a chain: {@code bash -c CLEAR brownout CHAIN}. */
    static final String CLEAR = CLEAR_FUNCTION + """
            chain=$1
            before=$(iptables -w -S) || exit 3
            clear_chain || exit 4
            if grep -q -e "$chain" <<<"$before"; then echo CLEARED; else echo NOTHING; fi
            """;

    /**
     * Holds a chain in place: {@code bash -c HOLD brownout CHAIN LEASE LIFE RULES}. Each line that it reads renews the lease, in
     * seconds, and is answered with what the rules have met and how many interfaces there are beside the loopback, or with {@code
     * GONE} where somebody has taken the jumps away; {@code end} clears the chain. So does the end of the input, a lease that is
     * over, or a life. A terminal's Ctrl-C is for its master, not for it.
     */
    static final String HOLD = CLEAR_FUNCTION + """
            chain=$1 lease=$2 life=$3 rules=$4
            trap '' INT HUP
            trap 'clear_chain; exit 0' TERM
            clear_chain || exit 3
            iptables-restore -w --noflush <<<"$rules" || exit 3
            trap clear_chain EXIT
            echo READY
            while [ $SECONDS -lt $life ] && read -r -t $lease line; do
              if [ "$line" = end ]; then
                clear_chain || { echo LEFT; exit 4; }
                echo CLEARED
                exit 0
              fi
              met=$(iptables -w -v -S | awk -v chain="$chain" '
                /:met"/ && $2 == chain {for (i = 1; i < NF; i++) if ($i == "-c") n += $(i + 1)}
                index($0 " ", " -j " chain " ") {jumps++}
                END {if (jumps == 2) print n + 0}')
              if [ -z "$met" ]; then echo GONE; continue; fi
              links=$(awk 'NR > 2 && $1 != "lo:"' /proc/net/dev | wc -l)
              echo "MET $met $links"
            done
            """;

    private Scripts() {}
}
