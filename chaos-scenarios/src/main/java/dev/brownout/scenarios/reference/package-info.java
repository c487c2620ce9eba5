/** The reference tables that are made from the registry: every fault, and what the outages need. */
@NullMarked
package dev.brownout.scenarios.reference;

import org.jspecify.annotations.NullMarked;
