package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates signed requests as Binance documents it ("SIGNED endpoint security"): HMAC-SHA256, keyed with the secret,
 * over the query string followed by the body, both without the {@code signature} parameter; {@code timestamp} may be at
 * most one second ahead and at most {@code recvWindow} (5000 ms by default, 60000 at most) behind. Needs no other process.
 * Safe for any thread.
 */
public final class Signatures {
    private static final long DEFAULT_WINDOW_MS = 5000;
    private static final long MAX_WINDOW_MS = 60_000;
    private static final long AHEAD_MS = 1000;

    private final Accounts accounts;
    private final Clock clock;

    /** Makes the check for a set of accounts. */
    public Signatures(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Tells who sent a request.
     *
     * @throws ApiException −2015 for an unknown key, −1102 for a missing parameter, −1021 for a timestamp outside the
     *     window, −1022 for a signature that does not match
     */
    public Account authenticate(Request request) throws ApiException {
        Account account = accounts.byKey(request.apiKey()).orElseThrow(() -> new ApiException(ApiError.badKey()));
        String signature = request.required("signature");
        long timestamp =
                request.number("timestamp").orElseThrow(() -> new ApiException(ApiError.parameter("timestamp")));
        long window = request.number("recvWindow").orElse(DEFAULT_WINDOW_MS);
        long age = clock.millis() - timestamp;
        if (window > MAX_WINDOW_MS || age < -AHEAD_MS || age > window) {
            throw new ApiException(ApiError.badTimestamp());
        }
        String expected = sign(account.secret(), unsigned(request.query()) + unsigned(request.body()));
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        if (!same) {
            throw new ApiException(ApiError.badSignature());
        }
        return account;
    }

    private static String unsigned(String form) {
        return Arrays.stream(form.split("&", -1))
                .filter(pair -> !pair.startsWith("signature="))
                .collect(Collectors.joining("&"));
    }

    /**
     * Signs a payload.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String sign(String secret, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 must be in every JDK", e);
        }
    }
}
