package dev.brownout.scenarios.stack;

import dev.brownout.api.Probe;
import dev.brownout.api.Protocol;
import dev.brownout.faults.tcp.Greetings;
import java.nio.charset.StandardCharsets;

/**
 * A question without a language: connect over a link, say something, see whether the answer is as expected. What is not is
 * an error.
 *
 * <p>The plane takes every connection, whoever is behind it, so that a connection alone tells little. Where nothing is to be
 * sent, a PostgreSQL or Redis server is greeted in its own language; any other is taken to serve when it has not closed the
 * connection for a tenth of a second.
 *
 * @param link the link's id
 * @param send what to say, in UTF-8; empty for the above
 * @param expect what must stand in the first bytes of the answer, up to 4 KiB; empty where any answer will do
 */
public record TcpProbe(String link, String send, String expect) implements ProbeFactory {

    /**
     * Ask whether a link's service is there.
     *
     * @param link the link's id
     * @return the question
     */
    public static TcpProbe connect(String link) {
        return new TcpProbe(link, "", "");
    }

    @Override
    public Probe probe(OpenLinks links) {
        var address = links.apply(link);
        var protocol = links.protocol(link);
        boolean greets = protocol == Protocol.POSTGRES || protocol == Protocol.REDIS;
        var words = send.isEmpty() && greets ? Greetings.of(protocol) : send.getBytes(StandardCharsets.UTF_8);
        return ordinal -> new TcpAsker(address, words, expect).ask();
    }
}
