package dev.brownout.faults.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.http.OnlyHttp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests and answers that are malformed in seeded ways, cut anywhere, with faults in place that come and go: nothing is
 * thrown, every connection can be closed, and every buffer is given back. 50,000 cases, or as many as {@code
 * -Dbrownout.fuzz=1000000} asks for. Each case follows from its number alone; the corpus that it mutates stands in the test
 * resources.
 */
class HttpFuzzTests {
    private static final int CASES = Integer.getInteger("brownout.fuzz", 50_000);
    private static final int CASES_A_RULE_SET = 500;
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("target", Map.of(), Timings.NONE),
            Protocol.HTTP1);

    private static final List<String> TOKENS = List.of(
            "\r\n",
            "\n",
            "\r\n\r\n",
            "\0",
            ":",
            " ",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity, chunked\r\n",
            "Connection: close\r\n",
            "Connection: Upgrade\r\nUpgrade: websocket\r\n",
            "Expect: 100-continue\r\n",
            "Brownout-Witness: 1\r\n",
            "HTTP/1.1",
            "HTTP/9.9",
            "ffffffffffffffff\r\n",
            "0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: t\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "x".repeat(70_000));

    private static final List<Map.Entry<String, Map<String, ?>>> FAULTS = List.of(
            Map.entry("http.error-page", Map.of("ratio", 0.3)),
            Map.entry("http.alternate", Map.of("period", "100ms", "ratio", 0.3)),
            Map.entry("http.rewrite", Map.of("patch", "[{\"op\":\"add\",\"path\":\"/a\",\"value\":1}]", "ratio", 0.5)),
            Map.entry("http.rewrite", Map.of("patch", "[{\"op\":\"remove\",\"path\":\"/a\"}]", "limit", 4)),
            Map.entry("http.freeze", Map.of("timestamps", "fresh", "ratio", 0.5)),
            Map.entry("http.delay", Map.of("delay", "1ms", "ratio", 0.5)),
            Map.entry("http.stall", Map.of("after", 3, "ratio", 0.5)),
            Map.entry("http.throttle", Map.of("quota", 3, "ratio", 0.5)),
            Map.entry("http.abort", Map.of("ratio", 0.2)),
            Map.entry("http.lost-answer", Map.of("how", "504", "ratio", 0.4)),
            Map.entry("http.lost-answer", Map.of("ratio", 0.3)),
            Map.entry("http.drop-headers", Map.of("path", "/a*")),
            Map.entry("ws.silence", Map.of("ratio", 0.3)),
            Map.entry("ws.drop-frames", Map.of("ratio", 0.5)),
            Map.entry("ws.close", Map.of("ratio", 0.3)));

    private final OnlyHttp plane = new OnlyHttp(HttpPlane.open(7));
    private final HttpWire wire = wire();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private List<byte[]> requests = List.of();
    private List<byte[]> answers = List.of();

    @BeforeEach
    void read() {
        requests = corpus("requests");
        answers = corpus("answers");
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private HttpWire wire() {
        plane.open(LINK);
        return plane.wire(LINK);
    }

    private static List<byte[]> corpus(String name) {
        var directory = HttpFuzzTests.class.getResource("/dev/brownout/faults/http/corpus/" + name);
        assertThat(directory).isNotNull();
        try (var files = Files.list(Path.of(directory.toURI()))) {
            return files.sorted().map(HttpFuzzTests::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_survive_whatever_is_sent_and_keep_no_buffer() {
        List<Injection> rules = List.of();
        for (int number = 0; number < CASES; number++) {
            if (number % CASES_A_RULE_SET == 0) {
                rules.forEach(Injection::close);
                rules = rules(new SplittableRandom(number));
            }
            play(number);
        }
        rules.forEach(Injection::close);
    }

    /** 391313: requests behind one for an upgrade, which was granted. */
    @ParameterizedTest
    @ValueSource(ints = 391_313)
    void should_keep_no_buffer_where_it_once_did(int number) {
        var rules = rules(new SplittableRandom(number - number % CASES_A_RULE_SET));
        play(number);
        rules.forEach(Injection::close);
    }

    private void play(int number) {
        var one = new Case(new SplittableRandom(0x9e3779b9L * number + 1));
        try {
            one.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("case " + number + " must throw nothing", e);
        }
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as("bytes kept after case %d", number)
                .isZero();
    }

    private List<Injection> rules(SplittableRandom chance) {
        var rules = new ArrayList<Injection>();
        for (var fault : FAULTS) {
            if (chance.nextInt(4) == 0) {
                rules.add(inject(
                        "fuzz/" + rules.size(),
                        FaultRegistry.load().find(fault.getKey()).orElseThrow(),
                        fault.getValue()));
            }
        }
        return rules;
    }

    private <F extends Fault> Injection inject(String id, FaultKind<F> kind, Map<String, ?> given) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                LINK,
                new InjectionContext(id, 7, plane, (action, undo) -> () -> {}));
    }

    /** One connection, both of its ends in our hands. */
    private final class Case {
        private final SplittableRandom chance;
        private final EmbeddedChannel victim = new EmbeddedChannel();
        private @Nullable EmbeddedChannel target;

        Case(SplittableRandom chance) {
            this.chance = chance;
        }

        void run() {
            victim.config().setAllocator(allocator);
            victim.pipeline()
                    .addLast(
                            new HttpServerCodec(HttpWire.config()),
                            new FrontHandler(new Conversation(wire, this::dial)));
            for (var piece : pieces(mutated(requests))) {
                feed(victim, piece);
                step();
            }
            if (chance.nextInt(3) == 0) {
                victim.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
            if (target != null && chance.nextInt(3) == 0) {
                target.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
            step();
            end(victim);
            if (target != null) {
                end(target);
            }
        }

        private void dial(Conversation conversation) {
            if (chance.nextInt(20) == 0) {
                conversation.dialled(null);
                return;
            }
            var dialled = new EmbeddedChannel();
            dialled.config().setAllocator(allocator);
            dialled.pipeline()
                    .addLast(new HttpClientCodec(HttpWire.config(), false, false), new BackHandler(conversation));
            target = dialled;
            conversation.dialled(dialled);
        }

        /** Let time pass and the target answer, if it was asked. */
        private void step() {
            victim.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            victim.runScheduledPendingTasks();
            drain(victim);
            if (target != null && target.isOpen() && drain(target) && chance.nextInt(4) > 0) {
                for (var piece : pieces(mutated(answers))) {
                    feed(target, piece);
                }
                drain(victim);
            }
        }

        private void feed(EmbeddedChannel channel, byte[] bytes) {
            if (channel.isOpen()) {
                channel.pipeline()
                        .fireChannelRead(allocator.buffer(bytes.length).writeBytes(bytes));
                channel.pipeline().fireChannelReadComplete();
                channel.checkException();
            }
        }

        private boolean drain(EmbeddedChannel channel) {
            channel.runPendingTasks();
            boolean any = false;
            for (var out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                any = true;
                ((ByteBuf) out).release();
            }
            return any;
        }

        private void end(EmbeddedChannel channel) {
            channel.finishAndReleaseAll();
            channel.runPendingTasks();
            channel.checkException();
            drain(channel);
        }

        private List<byte[]> pieces(byte[] bytes) {
            var pieces = new ArrayList<byte[]>();
            for (int from = 0; from < bytes.length; ) {
                int n = chance.nextInt(4) == 0
                        ? 1 + chance.nextInt(Math.min(40, bytes.length - from))
                        : bytes.length - from;
                pieces.add(java.util.Arrays.copyOfRange(bytes, from, from + n));
                from += n;
            }
            return pieces;
        }

        private byte[] mutated(List<byte[]> corpus) {
            var bytes = corpus.get(chance.nextInt(corpus.size()));
            for (int i = chance.nextInt(5); i > 0; i--) {
                bytes = mutated(bytes, corpus);
            }
            return bytes;
        }

        private byte[] mutated(byte[] bytes, List<byte[]> corpus) {
            int at = chance.nextInt(bytes.length + 1);
            var out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            int skip = 0;
            switch (chance.nextInt(6)) {
                case 0 -> out.write(chance.nextInt(256));
                case 1 -> skip = chance.nextInt(Math.min(20, bytes.length - at + 1));
                case 2 -> {
                    out.write(chance.nextInt(256));
                    skip = Math.min(1, bytes.length - at);
                }
                case 3 -> out.writeBytes(corpus.get(chance.nextInt(corpus.size())));
                default ->
                    out.writeBytes(
                            TOKENS.get(chance.nextInt(chance.nextInt(50) == 0 ? TOKENS.size() : TOKENS.size() - 1))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(bytes, at + skip, bytes.length - at - skip);
            return out.toByteArray();
        }
    }
}
