package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Protocol;
import java.net.InetSocketAddress;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The links of a running stack, for whoever has to connect over them. Thread safe. */
public interface OpenLinks extends Function<String, InetSocketAddress> {

    /**
     * Tell where the plane takes a link's connections.
     *
     * @param link the link's id
     * @return a loopback address, the same for as long as the stack runs
     * @throws BrownoutException if there is no such link; the message lists those there are
     */
    @Override
    InetSocketAddress apply(String link);

    /**
     * Tell what is spoken on a link.
     *
     * @param link the link's id
     * @return its protocol
     * @throws BrownoutException if there is no such link
     */
    Protocol protocol(String link);

    /**
     * Make what a client of a link that speaks TLS needs: it trusts the plane's test root and nothing else.
     *
     * @return the context
     * @throws BrownoutException if the plane ends no TLS in this JVM
     */
    SSLContext trust();
}
