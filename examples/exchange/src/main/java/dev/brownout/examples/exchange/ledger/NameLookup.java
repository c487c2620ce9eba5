package dev.brownout.examples.exchange.ledger;

import java.net.UnknownHostException;
import java.util.List;

/** Strategy: how the ledger's host name becomes something to connect to. */
public interface NameLookup {
    /**
     * Looks a name up.
     *
     * @return hosts to try in order, addresses or the name itself; never empty
     * @throws UnknownHostException if there is nothing to try
     */
    List<String> lookUp(String name) throws UnknownHostException;
}
