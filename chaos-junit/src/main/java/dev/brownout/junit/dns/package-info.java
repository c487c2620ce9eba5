/**
 * For clients under test that have a resolver of their own, which sees nothing of the agent: adapters that send their look-ups
 * to a plane. They need no {@code -javaagent}; declare the name as resolved in the way {@code plane}. Each needs its client's
 * library, which is the user's, and nothing else of this package loads it.
 */
@NullMarked
package dev.brownout.junit.dns;

import org.jspecify.annotations.NullMarked;
