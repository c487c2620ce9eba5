package dev.brownout.faults.tcp.proxy;

import com.sun.jna.Memory;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Have the kernel drop, without a word, what arrives at a socket of this process: a classic BPF filter (socket(7),
 * SO_ATTACH_FILTER; Linux kernel documentation, "Linux Socket Filtering"), which needs no privilege. A packet dropped there is
 * neither acknowledged nor refused. Calls are made on the thread that closes the socket, so that none is mistaken for
 * another.
 */
public final class SocketFilters {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private static final int LOAD_HALF = 0x28;
    private static final int MULTIPLY = 0x24;
    private static final int AND = 0x54;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;
    private static final int SOURCE_PORT = 0;
    /** Odd, near 2^16 over the golden ratio: consecutive ports are spread evenly. */
    private static final int SPREAD = 40503;

    private static final int SPREAD_MASK = 0xffff;
    private static final Optional<String> UNAVAILABLE = check();

    private SocketFilters() {}

    /** One instruction (struct sock_filter). */
    record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    private static Optional<String> check() {
        var system = System.getProperty("os.name", "");
        var architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!system.startsWith("Linux") || !ARCHITECTURES.contains(architecture)) {
            return Optional.of("a packet filter on a socket needs Linux on x86-64 or AArch64, but this is " + system
                    + " on " + architecture);
        }
        try {
            LibC.load();
            return Optional.empty();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            return Optional.of("a packet filter on a socket needs the native part of JNA, which could not be loaded: "
                    + e.getMessage());
        }
    }

    /**
     * Tell why sockets cannot be filtered here.
     *
     * @return the reason; empty where they can
     */
    public static Optional<String> unavailable() {
        return UNAVAILABLE;
    }

    /**
     * Drop what is sent to a listening socket, so that nobody can connect. Accepted sockets inherit the filter; where it
     * is for a share, it lets everything pass from the very ports that could connect.
     *
     * @param share of the source ports, 0 for none: that takes the filter off
     * @return whether that was done
     */
    static boolean silenceListener(Channel listener, double share) {
        var fd = LibC.listener((InetSocketAddress) listener.localAddress());
        return fd.isPresent() && set(fd.getAsInt(), share);
    }

    /** Drop, or take again, what a peer sends. A socket that is gone is left alone. */
    static void silenceConnection(Channel connection, boolean on) {
        connection(connection).ifPresent(fd -> set(fd, on ? 1 : 0));
    }

    private static OptionalInt connection(Channel connection) {
        return connection.localAddress() instanceof InetSocketAddress local
                        && connection.remoteAddress() instanceof InetSocketAddress remote
                ? LibC.connection(local, remote)
                : OptionalInt.empty();
    }

    /** Count the packets that the listening socket has dropped since it was made. */
    static long dropped(Channel listener) {
        var fd = LibC.listener((InetSocketAddress) listener.localAddress());
        return fd.isPresent() ? LibC.dropped(fd.getAsInt()) : 0;
    }

    private static boolean set(int fd, double share) {
        if (share <= 0) {
            LibC.detachFilter(fd); // fails where there is none, which is as good
            return true;
        } else {
            try (var program = program(share)) {
                return LibC.attachFilter(fd, program, (int) (program.size() / Long.BYTES));
            }
        }
    }

    /** What a socket filter sees begins with the TCP header, and that with the source port (RFC 9293, section 3.1). */
    private static Memory program(double share) {
        var drop = new Instruction(RETURN, 0, 0, 0);
        var all = share >= 1
                ? new Instruction[] {drop}
                : new Instruction[] {
                    new Instruction(LOAD_HALF, 0, 0, SOURCE_PORT),
                    new Instruction(MULTIPLY, 0, 0, SPREAD),
                    new Instruction(AND, 0, 0, SPREAD_MASK),
                    new Instruction(JUMP_IF_AT_LEAST, 1, 0, (int) Math.ceil(share * SPREAD_MASK)),
                    drop,
                    new Instruction(RETURN, 0, 0, -1)
                };
        var program = new Memory((long) all.length * Long.BYTES);
        for (int i = 0; i < all.length; i++) {
            long at = (long) i * Long.BYTES;
            program.setShort(at, (short) all[i].code());
            program.setByte(at + 2, (byte) all[i].ifTrue());
            program.setByte(at + 3, (byte) all[i].ifFalse());
            program.setInt(at + 4, all[i].operand());
        }
        return program;
    }
}
