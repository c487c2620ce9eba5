/** The data plane of the Toxiproxy-compatible server: proxies, connections and their two one-way links. */
@NullMarked
package dev.brownout.faults.tcp.proxy;

import org.jspecify.annotations.NullMarked;
