package dev.brownout.api;

/** Where a fault can take hold. */
public enum TargetKind {
    /** A {@link Link}: faults on the wire between two components. */
    LINK,
    /** A {@link Name}: faults on how a host name is resolved. */
    NAME,
    /** A {@link Component}: faults on a process, a container or its files. */
    COMPONENT
}
