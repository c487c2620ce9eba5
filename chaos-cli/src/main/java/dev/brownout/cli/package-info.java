/** The command line: parse, call, print. */
@NullMarked
package dev.brownout.cli;

import org.jspecify.annotations.NullMarked;
