/**
 * The {@code -javaagent}: a JVM's look-ups go to the plane, and a vantage inside that JVM.
 *
 * <p>No lambdas, streams or string formatting on the way through {@code premain}: each would pull a large class graph into
 * a JVM that is not ours.
 */
@NullMarked
package dev.brownout.agent;

import org.jspecify.annotations.NullMarked;
