package dev.brownout.faults.http.proxy;

import dev.brownout.faults.http.proxy.FrameEffect.Frames;
import dev.brownout.faults.tcp.proxy.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One WebSocket through the proxy, and what the link's rules do to it. Belongs to the connection's event loop. */
final class WebSocketLink {
    /** How long a victim that was sent a close frame may take to close. */
    private static final long FAREWELL_MILLIS = 1_000;

    private static final int CLOSE_FRAME = 0x88;

    private final HttpWire wire;
    private final Tally tally;
    private final Exchange upgrade;
    private final Channel victim;
    private final Channel target;
    private final FrameRelay fromVictim;
    private final FrameRelay fromTarget;
    private final IdentityHashMap<Rule<FrameEffect>, Optional<Frames>> decided = new IdentityHashMap<>();
    private List<Rule<FrameEffect>> known = List.of();
    private List<Frames> acting = List.of();
    private int closing;
    private boolean parted;

    WebSocketLink(HttpWire wire, Tally tally, Exchange upgrade, Channel victim, Channel target) {
        this.wire = wire;
        this.tally = tally;
        this.upgrade = upgrade;
        this.victim = victim;
        this.target = target;
        this.fromVictim = new FrameRelay(this, Direction.UPSTREAM, target);
        this.fromTarget = new FrameRelay(this, Direction.DOWNSTREAM, victim);
    }

    FrameRelay fromVictim() {
        return fromVictim;
    }

    FrameRelay fromTarget() {
        return fromTarget;
    }

    boolean loses(Direction direction, int opcode, boolean last) {
        refresh();
        boolean lost = closing > 0;
        for (var frames : acting) {
            // each is asked about each frame, so that what one loses does not change what another counts
            lost |= frames.loses(direction, opcode, last);
        }
        return lost;
    }

    /** Take the link's rules as they are now. */
    void refresh() {
        var rules = wire.frameRules();
        if (rules == known) {
            return;
        }
        known = rules;
        decided.keySet().retainAll(rules);
        acting = new ArrayList<>();
        for (var rule : rules) {
            decided.computeIfAbsent(
                            rule,
                            r -> tally.decide(r, upgrade.request, upgrade.asker).map(r.effect()::begin))
                    .ifPresent(acting::add);
        }
        for (var frames : acting) {
            if (closing == 0 && frames.closes().isPresent()) {
                closing = frames.closes().getAsInt();
            }
        }
    }

    /** Send the victim a close frame as soon as the frame that it is being sent is whole. */
    void farewell() {
        if (closing > 0 && !parted && fromTarget.atBoundary()) {
            parted = true;
            target.close();
            victim.writeAndFlush(closeFrame(closing));
            victim.eventLoop().schedule(() -> victim.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    boolean closing() {
        return closing > 0;
    }

    private static ByteBuf closeFrame(int code) {
        return Unpooled.wrappedBuffer(new byte[] {(byte) CLOSE_FRAME, 2, (byte) (code >> 8), (byte) code});
    }
}
