/** The edge: a reverse proxy and load balancer with active health checks. */
@NullMarked
package dev.brownout.examples.exchange.edge;

import org.jspecify.annotations.NullMarked;
