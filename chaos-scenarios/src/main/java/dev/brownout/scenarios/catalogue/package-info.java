/** The library of documented outages. */
@NullMarked
package dev.brownout.scenarios.catalogue;

import org.jspecify.annotations.NullMarked;
