package dev.brownout.examples.exchange.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** What a customer shows to be known again. */
final class Token {
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int BYTES = 32;

    private Token() {}

    /** Makes one that nobody can guess: 43 characters of base64url. */
    static String fresh() {
        byte[] bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Gives what a store knows it by: its SHA-256, so that nobody who can read the store can log in. */
    static String key(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 must be in every JDK", e);
        }
    }
}
