package dev.brownout.faults.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Sends bytes to a DNS server over UDP or TCP and reads what comes back. */
final class Wire {
    private static final int PATIENCE_MILLIS = 10_000;

    private Wire() {}

    /** Make a query as the agent does. */
    static Message query(String name, int type, String victim, boolean witness) {
        var query = plainQuery(name, type);
        var id = victim.getBytes(StandardCharsets.UTF_8);
        var data = new byte[id.length + 1];
        data[0] = (byte) (witness ? 1 : 0);
        System.arraycopy(id, 0, data, 1, id.length);
        query.addRecord(new OPTRecord(1232, 0, 0, 0, new GenericEDNSOption(65_001, data)), Section.ADDITIONAL);
        return query;
    }

    static Message plainQuery(String name, int type) {
        return Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
    }

    static Message query(String name) {
        return query(name, Type.A, "gateway-1", false);
    }

    static Name name(String name) {
        return Name.fromConstantString(name + ".");
    }

    /** Read an address literal without looking anything up. */
    static InetAddress ip(String literal) throws IOException {
        return Address.getByAddress(literal);
    }

    static Message udp(InetSocketAddress server, Message query) throws IOException {
        return new Message(udp(server, query.toWire(), PATIENCE_MILLIS).orElseThrow());
    }

    /** Send one datagram and wait for one. */
    static Optional<byte[]> udp(InetSocketAddress server, byte[] query, int millis) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(millis);
            socket.send(new DatagramPacket(query, query.length));
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    static Message tcp(InetSocketAddress server, Message query) throws IOException {
        return new Message(tcp(server, query.toWire(), PATIENCE_MILLIS).orElseThrow());
    }

    static Optional<byte[]> tcp(InetSocketAddress server, byte[] query, int millis) throws IOException {
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(millis);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            var in = new DataInputStream(socket.getInputStream());
            return Optional.of(in.readNBytes(in.readUnsignedShort()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }
}
