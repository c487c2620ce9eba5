/** Calls of HTTP interfaces that speak JSON: the chaos node's and Toxiproxy's. */
@NullMarked
package dev.brownout.faults.rest;

import org.jspecify.annotations.NullMarked;
