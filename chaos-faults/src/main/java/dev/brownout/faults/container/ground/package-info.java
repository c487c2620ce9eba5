/**
 * What a containerised stack stands on: networks in which each component meets only a chaos node, that node, and vantages in the
 * components' network namespaces; and what takes it all away again, whoever dies.
 */
@NullMarked
package dev.brownout.faults.container.ground;

import org.jspecify.annotations.NullMarked;
