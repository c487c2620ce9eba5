package dev.brownout.api;

import java.util.Map;

/**
 * A part that an incident needs, and who plays it, by labels.
 *
 * @param players for each kind of target that faults of this part take hold of, how to find them; at least one
 * @param because why these play that part
 */
public record CastPart(Map<TargetKind, Selector> players, String because) {

    /** Copy the players. */
    public CastPart {
        players = Rules.sorted(players);
        Rules.require(
                !players.isEmpty(), "a part of the cast must select names, links or components, but selects nothing");
    }
}
