/** Read: scenario text to {@link dev.brownout.api.Scenario}, or every error with its place. Pure. */
@NullMarked
package dev.brownout.scenarios.format;

import org.jspecify.annotations.NullMarked;
