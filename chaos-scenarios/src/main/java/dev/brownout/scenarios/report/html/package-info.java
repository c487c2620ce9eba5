/** The report as one self-contained HTML file. */
@org.jspecify.annotations.NullMarked
package dev.brownout.scenarios.report.html;
