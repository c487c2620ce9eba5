package dev.brownout.faults.tcp.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a connection: source, the stages of the toxics in order of their creation, destination. All calls are made
 * on the connection's event loop.
 *
 * <p>Reading pauses when the destination does not take what it is sent, or when the toxics hold too much, so a peer that
 * never reads costs a bounded amount of memory and blocks nobody.
 */
final class OneWay {
    private static final long UNSENT_LIMIT = 256 << 10;

    private final Connection connection;
    private final Direction direction;
    private final Channel source;
    private final Channel destination;
    private final List<Slot> slots = new ArrayList<>();
    private final ByteBudget budget;
    private long held;
    private long unsent;
    private boolean sourceEnded;
    private boolean ended;
    private boolean dirty;
    private boolean reset;
    private boolean closeAtEnd;
    private int silences;

    OneWay(Connection connection, Direction direction, Channel source, Channel destination, ByteBudget budget) {
        this.connection = connection;
        this.direction = direction;
        this.source = source;
        this.destination = destination;
        this.budget = budget;
    }

    Connection connection() {
        return connection;
    }

    Direction direction() {
        return direction;
    }

    /** Take data from the source. */
    void data(ByteBuf data) {
        if (ended || !data.isReadable()) {
            data.release();
            return;
        }
        account(data.readableBytes());
        pass(0, data);
        steer();
    }

    /** Take note that the source sends no more. */
    void sourceEnded() {
        if (!sourceEnded && !ended) {
            sourceEnded = true;
            passEnd(0);
            flush();
        }
    }

    /** Take note that the source was reset: the destination is to be, too, behind all data that came before. */
    void sourceReset() {
        reset = true;
        sourceEnded();
    }

    /** Close both sides once the end has reached the destination. */
    void closeAtEnd() {
        closeAtEnd = true;
    }

    /** Have the kernel drop what the source sends as long as anybody wants that. */
    void silenceSource(boolean on) {
        int before = silences;
        silences += on ? 1 : -1;
        if ((before == 0) != (silences == 0) && source.isActive()) {
            // a peer that does not answer must not be told so: a keep-alive that goes unanswered ends in a reset
            source.config().setOption(ChannelOption.SO_KEEPALIVE, !on);
            SocketFilters.silenceConnection(source, on);
        }
    }

    /** Take note that the destination takes no more. */
    void destinationGone() {
        if (!ended) {
            discard();
            connection.endOne();
        }
    }

    void discard() {
        ended = true;
        slots.forEach(Slot::discard);
        slots.clear();
        steer();
    }

    boolean ended() {
        return ended;
    }

    /** Make the stages what the proxy's toxics are now. */
    void follow(List<Toxic> toxics) {
        for (var slot : List.copyOf(slots)) {
            if (toxics.stream().noneMatch(slot::isFor)) {
                slot.remove();
                slots.remove(slot);
            }
        }
        for (var toxic : toxics) {
            if (ended) {
                break;
            }
            if (toxic.direction() == direction) {
                slots.stream()
                        .filter(s -> s.isFor(toxic))
                        .findFirst()
                        .orElseGet(() -> append(toxic))
                        .set(toxic);
            }
        }
        flush();
        steer();
    }

    private Slot append(Toxic toxic) {
        var slot = new Slot(this, toxic);
        slots.add(slot);
        return slot;
    }

    void passFrom(Slot slot, ByteBuf data) {
        pass(slots.indexOf(slot) + 1, data);
    }

    void passEndFrom(Slot slot) {
        passEnd(slots.indexOf(slot) + 1);
    }

    private void pass(int from, ByteBuf data) {
        for (int i = from; i < slots.size(); i++) {
            if (slots.get(i).data(data)) {
                return;
            }
        }
        send(data);
    }

    private void passEnd(int from) {
        for (int i = from; i < slots.size(); i++) {
            if (slots.get(i).end()) {
                return;
            }
        }
        finish();
    }

    private void send(ByteBuf data) {
        int bytes = data.readableBytes();
        if (ended) {
            drop(data);
            return;
        }
        dirty = true;
        unsent += bytes;
        destination.write(data).addListener(sent -> {
            unsent -= bytes;
            account(-bytes);
            if (sent.isSuccess()) {
                steer();
            } else {
                destinationGone();
            }
        });
    }

    void drop(ByteBuf data) {
        account(-data.readableBytes());
        data.release();
    }

    /** Propagate the end behind all data: the other direction lives on until its own end. */
    private void finish() {
        if (ended) {
            return;
        }
        destination.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (closeAtEnd) {
                connection.close();
                return;
            }
            if (reset) {
                Connection.reset(destination);
            } else if (destination instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isOutputShutdown()) {
                duplex.shutdownOutput();
            }
            if (!ended) {
                discard();
                connection.endOne();
            }
        });
    }

    void flush() {
        if (dirty) {
            dirty = false;
            destination.flush();
        }
    }

    void account(long bytes) {
        held += bytes;
        budget.add(bytes);
    }

    /** Read on or pause. */
    private void steer() {
        boolean read = ended || (unsent < UNSENT_LIMIT && budget.allows(held) && held < holdLimit());
        if (source.config().isAutoRead() != read && connection.started()) {
            source.config().setAutoRead(read);
        }
    }

    private long holdLimit() {
        long limit = Long.MAX_VALUE;
        for (int i = 0; i < slots.size(); i++) {
            limit = Math.min(limit, slots.get(i).holdLimit());
        }
        return limit;
    }

    /** Run a stage's work and send what it released. */
    void run(Runnable work) {
        if (!ended) {
            work.run();
            flush();
            steer();
        }
    }
}
