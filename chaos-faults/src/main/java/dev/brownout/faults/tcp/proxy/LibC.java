package dev.brownout.faults.tcp.proxy;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The few calls of the C library that Java does not have, and the descriptors of this process's sockets, which Java does not
 * tell. Linux only; the numbers are those of the kernel's {@code asm-generic/socket.h}.
 */
final class LibC {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_DETACH_FILTER = 27;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_MEMINFO = 55;
    private static final int MEMINFO_VARS = 9;
    private static final int MEMINFO_DROPS = 8;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCKADDR_IN6 = 28;

    private LibC() {}

    /** The functions, looked up when this is first used. */
    private static final class Functions {
        static {
            Native.register((String) null);
        }

        private Functions() {}

        static native int setsockopt(int fd, int level, int option, Pointer value, int length);

        static native int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

        static native int getsockname(int fd, Pointer address, Pointer length);

        static native int getpeername(int fd, Pointer address, Pointer length);
    }

    private interface NameOf {
        int get(int fd, Pointer address, Pointer length);
    }

    /**
     * Look the functions up.
     *
     * @throws UnsatisfiedLinkError if that cannot be done here
     */
    static void load() {
        try (var nothing = new Memory(Integer.BYTES)) {
            Functions.getsockname(-1, nothing, nothing);
        }
    }

    static boolean attachFilter(int fd, Memory program, int instructions) {
        try (var description = new Memory(2L * Native.POINTER_SIZE)) {
            description.clear();
            description.setShort(0, (short) instructions);
            description.setPointer(Native.POINTER_SIZE, program);
            return Functions.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, description, (int) description.size()) == 0;
        }
    }

    static void detachFilter(int fd) {
        try (var ignored = new Memory(Integer.BYTES)) {
            ignored.clear();
            Functions.setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, ignored, Integer.BYTES);
        }
    }

    /** Count the packets that a socket has dropped, a filter's among them (socket(7), SO_MEMINFO). */
    static long dropped(int fd) {
        try (var values = new Memory((long) MEMINFO_VARS * Integer.BYTES);
                var length = length((int) values.size())) {
            values.clear();
            int failed = Functions.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, values, length);
            return failed != 0 ? 0 : Integer.toUnsignedLong(values.getInt((long) MEMINFO_DROPS * Integer.BYTES));
        }
    }

    static OptionalInt listener(InetSocketAddress local) {
        return find(fd -> is(fd, Functions::getsockname, local) && listens(fd));
    }

    static OptionalInt connection(InetSocketAddress local, InetSocketAddress remote) {
        return find(fd -> is(fd, Functions::getsockname, local) && is(fd, Functions::getpeername, remote));
    }

    private static OptionalInt find(IntPredicate wanted) {
        var open = new File("/proc/self/fd").list();
        return open == null
                ? OptionalInt.empty()
                : Arrays.stream(open).mapToInt(Integer::parseInt).filter(wanted).findFirst();
    }

    private static boolean listens(int fd) {
        try (var value = length(0);
                var length = length(Integer.BYTES)) {
            return Functions.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, value, length) == 0 && value.getInt(0) == 1;
        }
    }

    private static boolean is(int fd, NameOf name, InetSocketAddress wanted) {
        try (var address = new Memory(SOCKADDR_IN6);
                var length = length(SOCKADDR_IN6)) {
            address.clear();
            if (name.get(fd, address, length) != 0) {
                return false;
            }
            int family = address.getShort(0);
            int port = Short.toUnsignedInt(Short.reverseBytes(address.getShort(2)));
            return (family == AF_INET || family == AF_INET6)
                    && port == wanted.getPort()
                    && sameHost(host(address, family), wanted.getAddress());
        } catch (UnknownHostException e) {
            return false; // cannot be: the length of an address is right
        }
    }

    private static InetAddress host(Memory address, int family) throws UnknownHostException {
        return InetAddress.getByAddress(family == AF_INET ? address.getByteArray(4, 4) : address.getByteArray(8, 16));
    }

    private static boolean sameHost(InetAddress one, InetAddress other) {
        return one.equals(other) || (one.isAnyLocalAddress() && other.isAnyLocalAddress());
    }

    private static Memory length(int value) {
        var length = new Memory(Integer.BYTES);
        length.setInt(0, value);
        return length;
    }
}
