package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * What all proxies of one server share.
 *
 * @param loops the threads that own connections
 * @param timer wakes a loop more exactly than the loop's own timer, which counts in ms
 * @param resolver looks up host names of upstreams, off the loops
 * @param decisions who is hit
 * @param askers tells by a client's source address whose it is
 * @param budget bounds what is held
 */
record ProxyContext(
        EventLoopGroup loops,
        ScheduledExecutorService timer,
        ExecutorService resolver,
        Decisions decisions,
        Function<InetSocketAddress, Asker> askers,
        ByteBudget budget) {}
