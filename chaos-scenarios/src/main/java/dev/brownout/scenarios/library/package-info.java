/** What is on the class path to play with: outages, stacks, faults and checkers, each found by its name. */
@NullMarked
package dev.brownout.scenarios.library;

import org.jspecify.annotations.NullMarked;
