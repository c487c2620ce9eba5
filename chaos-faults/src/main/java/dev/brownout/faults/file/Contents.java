package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What is done with a file's content whatever its format. */
final class Contents {
    /** A fault holds the content before and the content after in memory; files of configuration are smaller. */
    static final long MOST_BYTES = 64L << 20;

    private Contents() {}

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256 (MessageDigest, Java SE API)", e);
        }
    }

    /** Returns how many rows a content has; -1 if it is not of its format. */
    static long rows(Format format, byte[] content) {
        try {
            return Rows.of(format, content).count();
        } catch (BrownoutException e) {
            return -1;
        }
    }

    /** Returns the type of a value; {@code unreadable} if the content is not of its format. */
    static String typeOf(Format format, byte[] content, String place) {
        try {
            return Rows.of(format, content).typeOf(place);
        } catch (BrownoutException e) {
            return "unreadable";
        }
    }

    /** Returns whether {@code now} is the beginning of {@code whole} and not all of it. */
    static boolean begins(byte[] whole, byte[] now) {
        return now.length < whole.length && Arrays.equals(whole, 0, now.length, now, 0, now.length);
    }

    /** Returns whether a content that is cut to {@code length} bytes ends where a row does. */
    static boolean atRowEnd(byte[] content, int length) {
        byte last = content[length - 1];
        return last == '\n' || (last == ',' && indexOf(content, '\n') < 0);
    }

    private static int indexOf(byte[] content, char c) {
        for (int i = 0; i < content.length - 1; i++) {
            if (content[i] == c) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns the beginning of a content.
     *
     * @param keep the share that is left, about
     * @param atRowEnd whether it is to end where a row does, or must not
     * @throws BrownoutException if there is no such place
     */
    static byte[] cut(byte[] content, double keep, boolean atRowEnd) {
        int middle = (int) Math.round(content.length * keep);
        // the place nearest to the share, on either side
        for (int away = 0; away < content.length; away++) {
            for (int length : new int[] {middle - away, middle + away}) {
                if (length > 0 && length < content.length && atRowEnd(content, length) == atRowEnd) {
                    return Arrays.copyOf(content, length);
                }
            }
        }
        throw new BrownoutException("file of " + content.length + " bytes must have a place to be cut "
                + (atRowEnd ? "behind a row" : "within a row") + ", but has none");
    }
}
