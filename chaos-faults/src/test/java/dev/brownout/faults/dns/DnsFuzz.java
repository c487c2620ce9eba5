package dev.brownout.faults.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Makes bad DNS messages from good ones and from the corpus, the same ones for the same seed. */
final class DnsFuzz {
    /** Bytes that mean something: ends, lengths at their limits, compression pointers, all ones. */
    private static final int[] TELLING = {0x00, 0x01, 0x0c, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xc1, 0xff};

    private static final int MOST_CHANGES = 8;
    private static final int LARGEST = 65_507;

    private final Random random;
    private final List<byte[]> seeds = new ArrayList<>();

    DnsFuzz(long seed, String name) {
        this.random = new Random(seed);
        for (int type : new int[] {Type.A, Type.AAAA, Type.ANY, Type.TXT, Type.HTTPS, Type.AXFR, 0, 65_535}) {
            seeds.add(Wire.plainQuery(name, type).toWire());
            seeds.add(Wire.query(name, type, "gateway-1", false).toWire());
        }
        seeds.add(Wire.query("x." + name, Type.A, "", true).toWire());
        var answer = Wire.query(name);
        answer.getHeader().setFlag(Flags.QR);
        seeds.add(answer.toWire());
        var update = Wire.query(name);
        update.getHeader().setOpcode(Opcode.UPDATE);
        update.addRecord(Record.newRecord(Wire.name(name), Type.A, 1, 1), Section.UPDATE);
        seeds.add(update.toWire());
        seeds.addAll(corpus().values());
    }

    /** Read the corpus: a name and the message in hex, one a line. */
    static Map<String, byte[]> corpus() {
        var cases = new LinkedHashMap<String, byte[]>();
        try (var lines = new BufferedReader(new InputStreamReader(
                DnsFuzz.class.getResourceAsStream("fuzz-corpus.txt"), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var words = line.split(" ", -1);
                    cases.put(words[0], HexFormat.of().parseHex(words.length > 1 ? words[1] : ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** Make one more message. */
    byte[] next() {
        var message = seeds.get(random.nextInt(seeds.size())).clone();
        for (int n = random.nextInt(MOST_CHANGES); n > 0; n--) {
            message = changed(message);
        }
        return message;
    }

    private byte[] changed(byte[] m) {
        int length = m.length;
        if (length == 0) {
            return bytes(random.nextInt(64));
        }
        int at = random.nextInt(length);
        return switch (random.nextInt(10)) {
            case 0 -> with(m, at, m[at] ^ 1 << random.nextInt(8));
            case 1 -> with(m, at, random.nextInt(256));
            case 2, 3 -> with(m, at, TELLING[random.nextInt(TELLING.length)]);
            case 4 -> with(m, Math.min(length - 1, 4 + random.nextInt(8)), random.nextInt(4)); // the counts
            case 5 -> Arrays.copyOf(m, at);
            case 6 -> joined(m, length, bytes(random.nextInt(32)));
            case 7 -> joined(m, at, Arrays.copyOfRange(m, random.nextInt(at + 1), length)); // twice
            case 8 ->
                joined(m, at, Arrays.copyOfRange(m, Math.min(length, at + 1 + random.nextInt(4)), length)); // less
            default -> joined(m, at, seeds.get(random.nextInt(seeds.size())));
        };
    }

    private static byte[] with(byte[] m, int at, int value) {
        m[at] = (byte) value;
        return m;
    }

    private static byte[] joined(byte[] head, int length, byte[] tail) {
        var all = Arrays.copyOf(head, Math.min(LARGEST, length + tail.length));
        System.arraycopy(tail, 0, all, length, all.length - length);
        return all;
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
