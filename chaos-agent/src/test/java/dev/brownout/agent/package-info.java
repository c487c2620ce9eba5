@NullMarked
package dev.brownout.agent;

import org.jspecify.annotations.NullMarked;
