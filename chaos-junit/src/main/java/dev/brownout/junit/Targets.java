package dev.brownout.junit;

/** Names what a fault is to be done to; made to be imported statically. */
public final class Targets {
    private Targets() {}

    /**
     * Name a link.
     *
     * @param id its id, or the component that it leads to if no other link does
     * @return a reference, looked up when it is used
     */
    public static TargetReference.ToLink link(String id) {
        return new TargetReference.ToLink("", id);
    }

    /**
     * Name a link by its ends.
     *
     * @param from the component that connects: the victim
     * @param to the component that is connected to
     * @return a reference, looked up when it is used
     */
    public static TargetReference.ToLink link(String from, String to) {
        return new TargetReference.ToLink(from, to);
    }

    /**
     * Name a host name.
     *
     * @param host the name, in any case
     * @return a reference, looked up when it is used
     */
    public static TargetReference.ToName name(String host) {
        return new TargetReference.ToName(host);
    }

    /**
     * Name a component.
     *
     * @param id its id
     * @return a reference, looked up when it is used
     */
    public static TargetReference.ToComponent component(String id) {
        return new TargetReference.ToComponent(id);
    }
}
