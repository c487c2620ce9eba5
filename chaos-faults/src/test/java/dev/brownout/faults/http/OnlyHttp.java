package dev.brownout.faults.http;

import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Vantage;
import dev.brownout.faults.http.proxy.HttpWire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The http plane without the tcp plane before it, so that what it does itself is seen. */
public record OnlyHttp(HttpPlane http) implements FaultPlane {
    /** A link's proxy. */
    public HttpWire wire(Link link) {
        return http.wire(link);
    }

    @Override
    public InetSocketAddress open(Link link) {
        return http.open(link);
    }

    @Override
    public void connect(Link link, InetSocketAddress address) {
        http.connect(link, address);
    }

    @Override
    public void publish(Name name, List<InetAddress> addresses) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress dns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> jvmArguments(Component component) {
        return List.of();
    }

    @Override
    public Optional<Vantage> vantage(String component) {
        return Optional.empty();
    }

    @Override
    public <P> P part(Class<P> type) {
        return type.cast(http);
    }

    @Override
    public void close() {
        http.close();
    }
}
