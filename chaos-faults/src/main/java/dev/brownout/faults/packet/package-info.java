/**
 * Faults of packets in a victim's network namespace, where its container may be entered by a helper with NET_ADMIN and nothing else.
 */
@org.jspecify.annotations.NullMarked
package dev.brownout.faults.packet;
