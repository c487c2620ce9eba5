@NullMarked
package dev.brownout.junit.containers;

import org.jspecify.annotations.NullMarked;
