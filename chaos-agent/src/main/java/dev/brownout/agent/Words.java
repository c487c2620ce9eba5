package dev.brownout.agent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes and reads the words of the vantage's lines: Base64 without padding, {@code -} for an empty text. */
final class Words {
    private Words() {}

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return bytes.length == 0 ? "-" : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String word) {
        return word.equals("-") ? new byte[0] : Base64.getUrlDecoder().decode(word);
    }

    static String text(String word) {
        return new String(decode(word), StandardCharsets.UTF_8);
    }
}
