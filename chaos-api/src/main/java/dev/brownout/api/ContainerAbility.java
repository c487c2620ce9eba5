package dev.brownout.api;

/** What can be done to a component's container, as its stack declares it. A closed set. */
public enum ContainerAbility {
    /** It can be killed, stopped, paused and started again. */
    LIFECYCLE,
    /** Its limits of memory, processors and processes can be changed while it runs. */
    RESOURCES,
    /** It can be taken off its networks and put back. */
    NETWORKS,
    /** A helper with NET_ADMIN may stand in its network namespace, and the kernel there filters packets. */
    PACKETS,
    /** The kernel also delays, reorders and doubles packets ({@code netem}). */
    NETEM,
    /** Files inside it can be read and written, and programs of its image be run inside it. */
    FILES
}
