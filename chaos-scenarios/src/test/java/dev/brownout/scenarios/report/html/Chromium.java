package dev.brownout.scenarios.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real headless Chromium, Debian's, with the driver that comes with it. Nothing is downloaded. */
final class Chromium implements AutoCloseable {
    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Start one, or skip the test with the reason. In CI nothing is skipped. */
    static Chromium start() {
        var browser = find("chromium", "google-chrome");
        var driver = find("chromedriver");
        boolean there = browser.isPresent() && driver.isPresent();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("chromium and chromedriver must be installed in CI")
                    .isTrue();
        }
        assumeTrue(there, "chromium and chromedriver are not installed (Debian: chromium, chromium-driver)");
        var options = new ChromeOptions();
        options.setBinary(browser.orElseThrow());
        // containers give root neither a user namespace nor much of /dev/shm
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.addArguments("--window-size=1280,1600", "--force-device-scale-factor=1", "--disable-component-update");
        options.addArguments("--disable-background-networking", "--no-first-run");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow())
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<File> find(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(Path file) {
        driver.get(file.toUri().toString());
    }

    Object ask(String script, Object... arguments) {
        return Optional.<Object>ofNullable(((JavascriptExecutor) driver).executeScript(script, arguments))
                .orElse("");
    }

    String text(String script) {
        return String.valueOf(ask(script));
    }

    double number(String script) {
        return ((Number) ask(script)).doubleValue();
    }

    /** What the browser complained of since the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(e -> e.getLevel() + " " + e.getMessage())
                .toList();
    }

    /** What the page asked for since the last time. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(e -> e.getMessage())
                .filter(m -> m.contains("\"Network.requestWillBeSent\""))
                .map(m -> m.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void width(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    }

    /** What axe-core has against the page, one line each. */
    List<?> violations() {
        ask(axe());
        return (List<?>)
                Objects.requireNonNull(driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                        + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v =>"
                        + " v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' / '))),"
                        + " e => done(['axe failed: ' + e]));"));
    }

    private static String axe() {
        try (var in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe-core must be on the class path, but is not");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
