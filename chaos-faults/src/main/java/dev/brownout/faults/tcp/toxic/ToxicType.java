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
}
