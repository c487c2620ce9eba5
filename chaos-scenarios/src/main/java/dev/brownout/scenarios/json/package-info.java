/** How values are written: the one JSON mapper, kebab-case and durations with units. */
@NullMarked
package dev.brownout.scenarios.json;

import org.jspecify.annotations.NullMarked;
