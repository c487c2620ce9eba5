/**
 * The chaos node: the planes alone, in a process of their own that outlives runs, with Toxiproxy's API and a control API for
 * everything else; and the plane that drives such a node from a run.
 */
@NullMarked
package dev.brownout.faults.node;

import org.jspecify.annotations.NullMarked;
