/** Tests of {@code dev.brownout.junit.dns} against the real clients. */
@NullMarked
package dev.brownout.junit.dns;

import org.jspecify.annotations.NullMarked;
