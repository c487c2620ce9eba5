/** Report: journal and verdict to a console table and JUnit XML. Pure. */
@NullMarked
package dev.brownout.scenarios.report;

import org.jspecify.annotations.NullMarked;
