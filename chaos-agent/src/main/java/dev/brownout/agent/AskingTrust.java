package dev.brownout.agent;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Takes any certificate of a server, and remembers what this JVM's standard trust says of it. For one handshake. */
final class AskingTrust extends X509ExtendedTrustManager {
    private volatile @Nullable X509Certificate seen;
    private volatile boolean trusted;
    private volatile boolean named;
    private volatile String complaint = "";

    @Nullable
    X509Certificate seen() {
        return seen;
    }

    boolean trusted() {
        return trusted;
    }

    boolean named() {
        return named;
    }

    String complaint() {
        return complaint;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        seen = chain[0];
        try {
            var own = own();
            own.checkServerTrusted(chain, authType); // without a socket no name is asked for
            trusted = true;
            own.checkServerTrusted(chain, authType, socket);
            named = true;
        } catch (GeneralSecurityException e) {
            complaint = String.valueOf(e.getMessage());
        }
    }

    /** Have this JVM's trust store read, and one of its roots judged. */
    static void prepare() throws GeneralSecurityException {
        var own = own();
        var roots = own.getAcceptedIssuers();
        if (roots.length > 0) {
            try {
                own.checkServerTrusted(new X509Certificate[] {roots[0]}, "ECDHE_ECDSA");
            } catch (GeneralSecurityException e) {
                // a root is no server's certificate; it was looked at
            }
        }
    }

    private static X509ExtendedTrustManager own() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager own) {
                return own;
            }
        }
        throw new GeneralSecurityException("this JVM has no standard trust manager");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for sockets only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("for sockets only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
