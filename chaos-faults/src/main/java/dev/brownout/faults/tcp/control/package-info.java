/** The HTTP API of the Toxiproxy-compatible server, as version 2.12.0 speaks it. */
@NullMarked
package dev.brownout.faults.tcp.control;

import org.jspecify.annotations.NullMarked;
