package dev.brownout.faults.file;

import dev.brownout.faults.file.Place.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file in the archive format that {@code docker cp} speaks: POSIX.1-2017, pax, "pax Interchange Format" and "ustar
 * Interchange Format".
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int REGULAR_FILE = 0100000;

    private final String name;
    private final Optional<String> link;
    private final byte[] content;
    private final Attributes attributes;

    private Tar(String name, Optional<String> link, byte[] content, Attributes attributes) {
        this.name = name;
        this.link = link;
        this.content = content;
        this.attributes = attributes;
    }

    /** Returns the file's name. */
    String name() {
        return name;
    }

    /** Returns where it leads if it is a symbolic link. */
    Optional<String> link() {
        return link;
    }

    /** Returns its bytes; none for a link. */
    byte[] content() {
        return content;
    }

    /** Returns its mode and owner, and its time in whole seconds. */
    Attributes attributes() {
        return attributes;
    }

    /** Writes an archive of one regular file; its time is exact to the nanosecond. */
    static byte[] of(String name, byte[] content, Attributes like, Instant modified) {
        var out = new ByteArrayOutputStream();
        var time = modified.getEpochSecond() + String.format(java.util.Locale.ROOT, ".%09d", modified.getNano());
        var pax = (record("mtime", time) + record("path", name)).getBytes(StandardCharsets.UTF_8);
        entry(out, 'x', "pax", pax, 0644, 0, 0, 0);
        entry(out, '0', "file", content, like.mode() & 07777, like.uid(), like.gid(), modified.getEpochSecond());
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    /** A record tells its own length, the digits of the length included. */
    private static String record(String key, String value) {
        var rest = " " + key + "=" + value + "\n";
        int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = bytes + Integer.toString(bytes).length();
        if (Integer.toString(length).length() > Integer.toString(bytes).length()) {
            length++;
        }
        return length + rest;
    }

    private static void entry(
            ByteArrayOutputStream out, char type, String name, byte[] content, int mode, int uid, int gid, long time) {
        var header = new byte[BLOCK];
        text(header, 0, name);
        octal(header, 100, 8, mode);
        octal(header, 108, 8, uid);
        octal(header, 116, 8, gid);
        octal(header, 124, 12, content.length);
        octal(header, 136, 12, Math.max(0, time));
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        text(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 7, sum);
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void text(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static void octal(byte[] header, int at, int length, long value) {
        var digits = Long.toOctalString(value);
        text(header, at, "0".repeat(length - 1 - digits.length()) + digits);
    }

    /** Reads the first file or link of an archive. */
    static Tar read(byte[] archive) throws IOException {
        Map<String, String> pax = new TreeMap<>();
        int at = 0;
        while (at + BLOCK <= archive.length && archive[at] != 0) {
            char type = (char) archive[at + 156];
            long told = type == 'x' || !pax.containsKey("size") ? number(archive, at + 124, 12) : number(pax, "size");
            if (told < 0 || at + BLOCK + told > archive.length) {
                throw new IOException("the archive ends early");
            }
            var content = Arrays.copyOfRange(archive, at + BLOCK, (int) (at + BLOCK + told));
            switch (type) {
                case 'x' -> pax = records(content);
                case 'g' -> {}
                default -> {
                    return file(archive, at, type, pax, content);
                }
            }
            at += BLOCK + (int) ((told + BLOCK - 1) / BLOCK * BLOCK);
        }
        throw new IOException("the archive is empty");
    }

    private static Tar file(byte[] all, int at, char type, Map<String, String> pax, byte[] content) throws IOException {
        var name = pax.getOrDefault("path", word(all, at, 100));
        if (type == '2') {
            var to = pax.getOrDefault("linkpath", word(all, at + 157, 100));
            return new Tar(name, Optional.of(to), new byte[0], attributes(all, at, pax));
        }
        if (type != '0' && type != 0) {
            throw new IOException("it is no regular file");
        }
        return new Tar(name, Optional.empty(), content, attributes(all, at, pax));
    }

    private static Attributes attributes(byte[] all, int at, Map<String, String> pax) throws IOException {
        int uid = (int) (pax.containsKey("uid") ? number(pax, "uid") : number(all, at + 108, 8));
        int gid = (int) (pax.containsKey("gid") ? number(pax, "gid") : number(all, at + 116, 8));
        var modified = FileTime.from(Instant.ofEpochSecond(number(all, at + 136, 12)));
        int mode = (int) number(all, at + 100, 8) & 07777;
        return new Attributes(REGULAR_FILE | mode, uid, gid, modified, modified);
    }

    private static Map<String, String> records(byte[] content) {
        var records = new TreeMap<String, String>();
        for (var line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            int space = line.indexOf(' ');
            int equals = line.indexOf('=');
            if (space > 0 && equals > space) {
                records.put(line.substring(space + 1, equals), line.substring(equals + 1));
            }
        }
        return records;
    }

    private static long number(Map<String, String> pax, String key) throws IOException {
        try {
            return Long.parseLong(pax.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new IOException("the archive's " + key + " is no number", e);
        }
    }

    private static long number(byte[] all, int at, int length) throws IOException {
        var digits = word(all, at, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive's header is none", e);
        }
    }

    private static String word(byte[] all, int at, int length) {
        int end = at;
        while (end < at + length && all[end] != 0) {
            end++;
        }
        return new String(all, at, end - at, StandardCharsets.UTF_8);
    }
}
