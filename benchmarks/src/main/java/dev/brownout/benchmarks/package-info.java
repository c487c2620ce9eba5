/** Side by side with peers, in one run: the dns plane with dnsmasq, the http plane with nginx; and how soon faults take hold. */
@NullMarked
package dev.brownout.benchmarks;

import org.jspecify.annotations.NullMarked;
