package dev.brownout.faults.tls;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Locale;

/**
 * The root certificate of a plane's test authority, for victims to trust. Its key is not here: it stays in the plane's
 * memory and ends with it. Immutable.
 *
 * @param certificate the root, self-signed
 */
public record TestRoot(X509Certificate certificate) {
    private static final String ALIAS = "brownout-test-root";
    private static final int LINE = 64;

    /**
     * Write the certificate as text (RFC 7468), as curl's {@code --cacert} and node's {@code NODE_EXTRA_CA_CERTS} take it.
     *
     * @return the text, with a line feed at its end
     */
    public String pem() {
        try {
            var encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new BrownoutException("the test root could not be encoded: " + e, e);
        }
    }

    /**
     * Write {@link #pem} to a file.
     *
     * @param file a file, which is replaced
     * @return the file
     * @throws BrownoutException if it cannot be written
     */
    public Path writePem(Path file) {
        try {
            return Files.write(file, pem().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Write a trust store that holds this root and nothing else, as {@code -Djavax.net.ssl.trustStore} takes it: JKS where the
     * file's name ends in {@code .jks}, else PKCS #12 (RFC 7292).
     *
     * @param file a file, which is replaced
     * @param password guards it against change, at least six characters
     * @return the file
     * @throws BrownoutException if it cannot be written
     */
    public Path writeTrustStore(Path file, String password) {
        var type = file.toString().toLowerCase(Locale.ROOT).endsWith(".jks") ? "JKS" : "PKCS12";
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setCertificateEntry(ALIAS, certificate);
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw unwritten(file, e);
        }
    }

    private static BrownoutException unwritten(Path file, Exception e) {
        return new BrownoutException("the test root could not be written to " + file + ": " + e, e);
    }
}
