package dev.brownout.junit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.dns.DnsPlane;
import dev.brownout.faults.vantage.TestJvm;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients with resolvers of their own feel a name lose its addresses, and get them back, without any agent. */
class ClientDnsIT {
    private static final Name GATEWAY =
            new Name("gateway.exchange.test", Map.of(), Map.of(TestJvm.COMPONENT, Resolution.PLANE));
    private static final int SECONDS = 20;

    private final LocalPlane plane = LocalPlane.open(42);
    private TestJvm jvm;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(loopback(1), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        plane.publish(GATEWAY, List.of(loopback(1)));
        jvm = TestJvm.join(plane, new Component(TestJvm.COMPONENT, Map.of(), Timings.NONE));
    }

    @AfterEach
    void close() {
        jvm.close();
        plane.close();
        server.stop(0);
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/";
    }

    /** One request of a client, on a connection of its own. */
    private interface Client {
        int ask(String host) throws Exception;
    }

    /** The fault of the plane, as any kind is injected and measured. */
    private record Subject<F extends Fault>(FaultKind<F> kind, F fault, InjectionContext context) {
        static Subject<?> of(String kind, LocalPlane plane) {
            return of(FaultRegistry.load().find(kind).orElseThrow(), plane);
        }

        private static <F extends Fault> Subject<F> of(FaultKind<F> kind, LocalPlane plane) {
            return new Subject<>(
                    kind,
                    kind.create(Arguments.of(kind.parameters(), Map.of())),
                    new InjectionContext("it/1/" + kind.name(), 42, plane, (action, arguments) -> () -> {}));
        }

        Injection inject() {
            return kind.inject(fault, GATEWAY, context);
        }

        Measurement measure() {
            return kind.measure(
                    fault, GATEWAY, context.plane().vantage(TestJvm.COMPONENT).orElseThrow(), context);
        }
    }

    private void feels(Client client) throws Exception {
        var subject = Subject.of("dns.empty-answer", plane);
        assertThat(subject.measure().healthy()).isTrue();
        assertThat(client.ask(GATEWAY.id())).isEqualTo(204);
        assertThat(plane.part(DnsPlane.class).queries(GATEWAY.id())).containsOnlyKeys(TestJvm.COMPONENT);
        try (var injection = subject.inject()) {
            assertThat(subject.measure().symptom()).isTrue();
            assertThat(injection.exposure()).isEmpty();
            assertThatThrownBy(() -> client.ask(GATEWAY.id()))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageStartingWith(GATEWAY.id() + ": NOERROR without addresses from DNS server 127.0.0.1:");
            assertThat(injection.exposure()).containsOnlyKeys(TestJvm.COMPONENT);
            assertThat(client.ask("localhost")).as("a name of this machine").isEqualTo(204);
        }
        assertThat(subject.measure().healthy()).isTrue();
        assertThat(client.ask(GATEWAY.id())).isEqualTo(204);
    }

    @Test
    void should_be_felt_by_okhttp() throws Exception {
        // docs: begin okhttp
        var client = new OkHttpClient.Builder()
                .dns(OkHttpPlaneDns.of(plane))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
        // docs: end
        feels(host -> {
            try (var response =
                    client.newCall(new Request.Builder().url(url(host)).build()).execute()) {
                return response.code();
            }
        });
    }

    @Test
    void should_be_felt_by_apache_http_client() throws Exception {
        feels(host -> {
            // docs: begin apache
            var connections = PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(ApachePlaneDns.of(plane))
                    .build();
            // docs: end
            try (var client =
                    HttpClients.custom().setConnectionManager(connections).build()) {
                return client.execute(new HttpGet(url(host)), response -> response.getCode());
            }
        });
    }

    /** Netty has no connection without a handler. */
    @ChannelHandler.Sharable
    private static final class Quiet extends ChannelInboundHandlerAdapter {}

    @Test
    void should_be_felt_by_netty() throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (var resolver = NettyPlaneResolver.of(plane)) {
            // docs: begin netty
            var bootstrap = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .resolver(resolver)
                    .handler(new Quiet());
            // docs: end
            feels(host -> {
                var connect = bootstrap.connect(host, server.getAddress().getPort());
                if (!connect.await(SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("no end of connecting");
                }
                if (connect.cause() instanceof Exception cause) {
                    throw cause;
                }
                Channel channel = connect.channel();
                channel.close();
                return 204;
            });
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void should_ask_the_plane_only_for_the_names_that_are_listed() throws UnknownHostException {
        var engine = new Name("engine.exchange.test", Map.of(), GATEWAY.resolvers());
        plane.publish(engine, List.of(loopback(55)));
        // the JDK of this JVM knows the name from another plane, by the agent
        try (var other = LocalPlane.open(43);
                var jdk = TestJvm.join(other, new Component(TestJvm.COMPONENT, Map.of(), Timings.NONE))) {
            other.publish(engine, List.of(loopback(66)));
            jdk.resolve(List.of(engine.id()));
            var listed = OkHttpPlaneDns.of(plane, "Gateway.exchange.test.");
            assertThat(listed.lookup("gateway.exchange.test")).containsExactly(loopback(1));
            assertThat(listed.lookup(engine.id())).containsExactly(loopback(66));
            assertThat(OkHttpPlaneDns.of(plane).lookup(engine.id())).containsExactly(loopback(55));
            assertThat(listed)
                    .hasToString("OkHttp asks for gateway.exchange.test at DNS server 127.0.0.1:"
                            + plane.dns().getPort());
        }
    }

    @Test
    void should_fail_look_ups_of_netty_once_closed() throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var resolver = NettyPlaneResolver.of(plane);
            var ofLoop = resolver.getResolver(group.next());
            resolver.close();
            var found = ofLoop.resolve(InetSocketAddress.createUnresolved(GATEWAY.id(), 1));
            assertThat(found.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(found.cause()).isInstanceOf(UnknownHostException.class);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
