package dev.brownout.api;

/** How a component resolves a name, which decides whether the name can be faulted for it. */
public enum Resolution {
    /** The client itself is pointed at the plane's DNS server. */
    PLANE,
    /** Brownout's {@code -javaagent} sends the JVM's look-ups to the plane and leaves the JDK's caches in place. */
    JVM_AGENT,
    /** A container's resolver forwards to the plane ({@code docker run --dns}). */
    DOCKER_DNS,
    /** A network namespace's {@code resolv.conf} names the plane. */
    NETNS,
    /** In some way that does not pass the plane: a DNS fault cannot be done to this component. */
    ELSEWHERE
}
