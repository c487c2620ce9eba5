package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * One type of toxic: its name and attributes on the wire, and how it acts on a link. One file each, found by name in
 * {@link ToxicTypes}. Immutable.
 */
public interface ToxicType {

    /**
     * Name the type as Toxiproxy does.
     *
     * @return the wire name
     */
    String name();

    /**
     * List its attributes, all of them whole numbers that are 0 when unset.
     *
     * @return their wire names in wire order
     */
    List<String> attributes();

    /**
     * Start to act on one link.
     *
     * @param context the link, as the stage may use it
     * @return a new stage, called on the link's thread only
     */
    Stage open(StageContext context);

    /**
     * Tell how a ramp makes it grow: in the strength of each stage, or, as for most types, in the number of connections
     * that it acts on.
     *
     * @return whether its stages read {@link StageContext#strength}
     */
    default boolean growsInStage() {
        return false;
    }

    /**
     * Tell what it makes of the listening socket of its proxy.
     *
     * @param attributes its attributes
     * @return what it makes of it
     */
    default Door door(Attributes attributes) {
        return Door.OPEN;
    }

    /**
     * Tell whether it needs a filter on a socket, which not every system allows.
     *
     * @return whether it does
     */
    default boolean filters() {
        return false;
    }
}
