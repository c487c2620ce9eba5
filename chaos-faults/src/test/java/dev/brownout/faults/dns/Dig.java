package dev.brownout.faults.dns;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** BIND's dig: somebody else's reading of what is on the wire. */
final class Dig {
    private Dig() {}

    /** Skip the test where there is no dig; fail it in CI, where there must be one. */
    static void mustBeThere() throws IOException, InterruptedException {
        boolean there;
        try {
            there = run(List.of("dig", "-v")).contains("DiG");
        } catch (IOException e) {
            there = false;
        }
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("dig must be there in CI; install bind9-dnsutils");
        }
        Assumptions.assumeTrue(there, "no dig here; install bind9-dnsutils");
    }

    /** Ask once, patiently for four seconds, and tell all that dig prints, blanks as one. */
    static String ask(InetSocketAddress server, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "dig",
                "@" + server.getAddress().getHostAddress(),
                "-p",
                "" + server.getPort(),
                "+tries=1",
                "+time=4",
                "+nocookie"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var dig = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var text = new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!dig.waitFor(20, TimeUnit.SECONDS)) {
                fail("dig does not end: " + command);
            }
            return text.replaceAll("[ \t]+", " ");
        } finally {
            dig.destroyForcibly();
        }
    }
}
