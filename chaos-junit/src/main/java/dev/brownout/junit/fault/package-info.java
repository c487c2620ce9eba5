/**
 * Every fault of ours, as an annotation and, plane by plane, by code. All of it but this file is generated from what each
 * fault says of itself.
 */
@NullMarked
package dev.brownout.junit.fault;

import org.jspecify.annotations.NullMarked;
