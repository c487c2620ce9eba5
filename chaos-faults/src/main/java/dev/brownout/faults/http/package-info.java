/** The http plane: a reverse proxy on every HTTP/1.1 link, and the faults and witnesses on it. */
@NullMarked
package dev.brownout.faults.http;

import org.jspecify.annotations.NullMarked;
