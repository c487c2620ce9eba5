package dev.brownout.examples.exchange.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.examples.exchange.account.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real client library from its registry against the real exchange. Needs a Python with ccxt: the one that {@code
 * BROWNOUT_CCXT_PYTHON} names, or {@code python3}. Without it the test is skipped, but fails where {@code CI=true}.
 */
class CcxtIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"resilient", "fragile"})
    void ccxtTradesUnmodified(String posture) throws Exception {
        String python =
                Optional.ofNullable(System.getenv("BROWNOUT_CCXT_PYTHON")).orElse("python3");
        if (!succeeds(python, "-c", "import ccxt")) {
            String reason =
                    python + " must be able to import ccxt, but is not; pip install ccxt into a venv and name its"
                            + " python in BROWNOUT_CCXT_PYTHON";
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            assumeTrue(false, reason);
        }
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, posture)) {
            Path output = folder.resolve("ccxt.out");
            Process ccxt = new ProcessBuilder(List.of(
                            python,
                            Path.of("src", "test", "ccxt", "drive.py").toString(),
                            exchange.edge(),
                            Accounts.derive("key", "trader-3"),
                            Accounts.derive("secret", "trader-3"),
                            Accounts.derive("key", "trader-4"),
                            Accounts.derive("secret", "trader-4")))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = ccxt.waitFor(90, TimeUnit.SECONDS);
            ccxt.destroyForcibly();
            assertThat(Files.readString(output)).contains("ccxt: all steps passed");
            assertThat(ended).isTrue();
            assertThat(ccxt.waitFor()).isZero();
            assertThat(exchange.ledger().audit().submittedMoreThanOnce()).isEmpty();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
