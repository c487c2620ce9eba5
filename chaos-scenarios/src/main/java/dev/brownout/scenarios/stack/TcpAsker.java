package dev.brownout.scenarios.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Asks one question over one connection, without a thread of its own. */
final class TcpAsker {
    /** How long a service that waits for us to speak must keep a connection open to be taken to serve. */
    private static final long QUIET_MILLIS = 100;

    private final InetSocketAddress address;
    private final ByteBuffer words;
    private final String expect;
    private final ByteBuffer heard = ByteBuffer.allocate(4096);
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    TcpAsker(InetSocketAddress address, byte[] words, String expect) {
        this.address = address;
        this.words = ByteBuffer.wrap(words);
        this.expect = expect;
    }

    /** Ask; a future that is cancelled closes the connection. */
    CompletableFuture<Answer> ask() {
        try {
            var channel = AsynchronousSocketChannel.open();
            var unused = answer.whenComplete((a, failure) -> close(channel));
            channel.connect(address, channel, new Step<Void>(n -> connected(channel)));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void connected(AsynchronousSocketChannel channel) {
        if (words.hasRemaining()) {
            channel.write(words, channel, new Step<Integer>(n -> connected(channel)));
            return;
        }
        if (words.limit() == 0 && expect.isEmpty()) {
            answer.completeOnTimeout(Answer.of(Mode.FULL, "connected"), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        read(channel);
    }

    private void read(AsynchronousSocketChannel channel) {
        channel.read(heard, channel, new Step<Integer>(n -> {
            var text = new String(heard.array(), 0, heard.position(), StandardCharsets.UTF_8);
            if (heard.position() > 0 && text.contains(expect)) {
                answer.complete(Answer.of(Mode.FULL, "answered"));
            } else if (n < 0 || !heard.hasRemaining()) {
                answer.complete(Answer.of(
                        Mode.ERROR,
                        heard.position() == 0 ? "closed without an answer" : "answered otherwise than expected"));
            } else {
                read(channel);
            }
        }));
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on, or fails the question. */
    private final class Step<R> implements CompletionHandler<R, AsynchronousSocketChannel> {
        private final IntConsumer next;

        Step(IntConsumer next) {
            this.next = next;
        }

        @Override
        public void completed(R result, AsynchronousSocketChannel channel) {
            try {
                next.accept(result instanceof Integer n ? n : 0);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e); // closed meanwhile, as the question was given up
            }
        }

        @Override
        public void failed(Throwable failure, AsynchronousSocketChannel channel) {
            answer.completeExceptionally(failure);
        }
    }
}
