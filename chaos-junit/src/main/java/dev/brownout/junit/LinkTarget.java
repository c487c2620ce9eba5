package dev.brownout.junit;

import dev.brownout.api.Link;
import dev.brownout.junit.fault.HttpFaults;
import dev.brownout.junit.fault.LoadFaults;
import dev.brownout.junit.fault.PacketFaults;
import dev.brownout.junit.fault.TcpFaults;
import dev.brownout.junit.fault.TlsFaults;
import dev.brownout.junit.fault.WsFaults;

/** A link of the stack under test. */
public final class LinkTarget extends FaultTarget {
    LinkTarget(Faults faults, Link link) {
        super(faults, link);
    }

    /**
     * Choose among the faults of connections.
     *
     * @return the faults of any link
     */
    public TcpFaults tcp() {
        return new TcpFaults(this);
    }

    /**
     * Choose among the faults of handshakes and certificates.
     *
     * @return the faults of a link that speaks TLS; refused on others when they are put in place
     */
    public TlsFaults tls() {
        return new TlsFaults(this);
    }

    /**
     * Choose among the faults of requests and answers.
     *
     * @return the faults of a link that speaks HTTP; refused on others when they are put in place
     */
    public HttpFaults http() {
        return new HttpFaults(this);
    }

    /**
     * Choose among the faults of WebSockets.
     *
     * @return the faults of a link that speaks HTTP; refused on others when they are put in place
     */
    public WsFaults ws() {
        return new WsFaults(this);
    }

    /**
     * Choose among the crowds that may arrive.
     *
     * @return the faults that send more traffic over the link
     */
    public LoadFaults load() {
        return new LoadFaults(this);
    }

    /**
     * Choose among the faults of packets, in the victim's network namespace.
     *
     * @return the faults of a link that begins in a container; refused on others when they are put in place
     */
    public PacketFaults packet() {
        return new PacketFaults(this);
    }
}
