// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code load} fault of a link, as {@link LinkTarget#load} offers them. */
public final class LoadFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public LoadFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code load.login-surge}. Everybody logs in at once: log-ins of ever new users arrive at a rate that no
     * answer slows.
     *
     * @return the fault, to be told more or put in place
     */
    public LoginSurge loginSurge() {
        return new LoginSurge(target);
    }

    /**
     * Prepare {@code load.reconnect-herd}. Everybody who was cut off comes back at once, each with a connection of its
     * own, and stays.
     *
     * @return the fault, to be told more or put in place
     */
    public ReconnectHerd reconnectHerd() {
        return new ReconnectHerd(target);
    }

    /**
     * Prepare {@code load.retry-storm}. Clients repeat whatever failed, so that a target that fails is asked even more.
     *
     * @return the fault, to be told more or put in place
     */
    public RetryStorm retryStorm() {
        return new RetryStorm(target);
    }

    /**
     * Prepare {@code load.surge}. Many more users than usual: requests arrive at a rate that no answer slows.
     *
     * @return the fault, to be told more or put in place
     */
    public Surge surge() {
        return new Surge(target);
    }

    /** Everybody logs in at once: log-ins of ever new users arrive at a rate that no answer slows. */
    public static final class LoginSurge extends PreparedFault<LoginSurge> {
        private LoginSurge(FaultTarget target) {
            super(target, "load.login-surge");
        }

        /**
         * Set {@code rate} – arrivals a second once ramped up.
         *
         * @param rate a whole number, 2 to 5000; 100 unless given
         * @return this
         */
        public LoginSurge rate(long rate) {
            return set("rate", rate);
        }

        /**
         * Set {@code ramp} – how long the rate grows from 0, linearly.
         *
         * @param ramp a duration, 0s to 30m; 0s unless given
         * @return this
         */
        public LoginSurge ramp(Duration ramp) {
            return set("ramp", ramp);
        }

        /**
         * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
         * beginning).
         *
         * @param shape text; even unless given
         * @return this
         */
        public LoginSurge shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code method} – the request's method, in capital letters.
         *
         * @param method text; POST unless given
         * @return this
         */
        public LoginSurge method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label login-path.
         *
         * @param path text; none unless given
         * @return this
         */
        public LoginSurge path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code body} – the request's body, {n} for the arrival's number; at most 64 KiB.
         *
         * @param body text; {"user":"user-{n}","password":"password-{n}"} unless given
         * @return this
         */
        public LoginSurge body(String body) {
            return set("body", body);
        }

        /**
         * Set {@code connections} – the most requests under way at once, each on a connection of its own; what is due
         * beyond is not sent, and counted.
         *
         * @param connections a whole number, 1 to 2000; 256 unless given
         * @return this
         */
        public LoginSurge connections(long connections) {
            return set("connections", connections);
        }

        /**
         * Set {@code requests} – the most arrivals in all; then the load is over.
         *
         * @param requests a whole number, 1 to 1000000; 100000 unless given
         * @return this
         */
        public LoginSurge requests(long requests) {
            return set("requests", requests);
        }

        /**
         * Set {@code timeout} – when a request without an answer is given up and its connection closed.
         *
         * @param timeout a duration, 100ms to 1m; 10s unless given
         * @return this
         */
        public LoginSurge timeout(Duration timeout) {
            return set("timeout", timeout);
        }
    }

    /** Everybody who was cut off comes back at once, each with a connection of its own, and stays. */
    public static final class ReconnectHerd extends PreparedFault<ReconnectHerd> {
        private ReconnectHerd(FaultTarget target) {
            super(target, "load.reconnect-herd");
        }

        /**
         * Set {@code clients} – how many connections come.
         *
         * @param clients a whole number, 1 to 2000; 200 unless given
         * @return this
         */
        public ReconnectHerd clients(long clients) {
            return set("clients", clients);
        }

        /**
         * Set {@code within} – in what time they all come; 0s for at once.
         *
         * @param within a duration, 0s to 30m; 10s unless given
         * @return this
         */
        public ReconnectHerd within(Duration within) {
            return set("within", within);
        }

        /**
         * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
         * beginning).
         *
         * @param shape text; even unless given
         * @return this
         */
        public ReconnectHerd shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code hold} – how long each connection is kept.
         *
         * @param hold a duration, 100ms to 1h; 10m unless given
         * @return this
         */
        public ReconnectHerd hold(Duration hold) {
            return set("hold", hold);
        }

        /**
         * Set {@code come-back} – how long after it was refused, lost or left each connection comes again.
         *
         * @param comeBack a duration, 100ms to 5m; 1s unless given
         * @return this
         */
        public ReconnectHerd comeBack(Duration comeBack) {
            return set("come-back", comeBack);
        }

        /**
         * Set {@code upgrade} – what each connection asks to become: none, or websocket (RFC 6455).
         *
         * @param upgrade text; none unless given
         * @return this
         */
        public ReconnectHerd upgrade(String upgrade) {
            return set("upgrade", upgrade);
        }

        /**
         * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label load-path.
         *
         * @param path text; none unless given
         * @return this
         */
        public ReconnectHerd path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code requests} – the most arrivals in all; then the load is over.
         *
         * @param requests a whole number, 1 to 1000000; 100000 unless given
         * @return this
         */
        public ReconnectHerd requests(long requests) {
            return set("requests", requests);
        }

        /**
         * Set {@code timeout} – when a request without an answer is given up and its connection closed.
         *
         * @param timeout a duration, 100ms to 1m; 10s unless given
         * @return this
         */
        public ReconnectHerd timeout(Duration timeout) {
            return set("timeout", timeout);
        }
    }

    /** Clients repeat whatever failed, so that a target that fails is asked even more. */
    public static final class RetryStorm extends PreparedFault<RetryStorm> {
        private RetryStorm(FaultTarget target) {
            super(target, "load.retry-storm");
        }

        /**
         * Set {@code rate} – arrivals a second once ramped up.
         *
         * @param rate a whole number, 2 to 5000; 100 unless given
         * @return this
         */
        public RetryStorm rate(long rate) {
            return set("rate", rate);
        }

        /**
         * Set {@code retries} – how often one request is repeated at most: no answer, 429 and 5xx count as failed.
         *
         * @param retries a whole number, 1 to 20; 5 unless given
         * @return this
         */
        public RetryStorm retries(long retries) {
            return set("retries", retries);
        }

        /**
         * Set {@code back-off} – how long one waits before; with the shape jittered, a seeded time up to twice as long.
         *
         * @param backOff a duration, 0s to 1m; 0s unless given
         * @return this
         */
        public RetryStorm backOff(Duration backOff) {
            return set("back-off", backOff);
        }

        /**
         * Set {@code given-up} – the share of requests that are repeated although they were answered well: their
         * callers gave up.
         *
         * @param givenUp a number, 0 to 1; 0 unless given
         * @return this
         */
        public RetryStorm givenUp(double givenUp) {
            return set("given-up", givenUp);
        }

        /**
         * Set {@code ramp} – how long the rate grows from 0, linearly.
         *
         * @param ramp a duration, 0s to 30m; 0s unless given
         * @return this
         */
        public RetryStorm ramp(Duration ramp) {
            return set("ramp", ramp);
        }

        /**
         * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
         * beginning).
         *
         * @param shape text; even unless given
         * @return this
         */
        public RetryStorm shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code method} – the request's method, in capital letters.
         *
         * @param method text; GET unless given
         * @return this
         */
        public RetryStorm method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label load-path.
         *
         * @param path text; none unless given
         * @return this
         */
        public RetryStorm path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code body} – the request's body, {n} for the arrival's number; at most 64 KiB.
         *
         * @param body text; none unless given
         * @return this
         */
        public RetryStorm body(String body) {
            return set("body", body);
        }

        /**
         * Set {@code connections} – the most requests under way at once, each on a connection of its own; what is due
         * beyond is not sent, and counted.
         *
         * @param connections a whole number, 1 to 2000; 256 unless given
         * @return this
         */
        public RetryStorm connections(long connections) {
            return set("connections", connections);
        }

        /**
         * Set {@code requests} – the most arrivals in all; then the load is over.
         *
         * @param requests a whole number, 1 to 1000000; 100000 unless given
         * @return this
         */
        public RetryStorm requests(long requests) {
            return set("requests", requests);
        }

        /**
         * Set {@code timeout} – when a request without an answer is given up and its connection closed.
         *
         * @param timeout a duration, 100ms to 1m; 10s unless given
         * @return this
         */
        public RetryStorm timeout(Duration timeout) {
            return set("timeout", timeout);
        }
    }

    /** Many more users than usual: requests arrive at a rate that no answer slows. */
    public static final class Surge extends PreparedFault<Surge> {
        private Surge(FaultTarget target) {
            super(target, "load.surge");
        }

        /**
         * Set {@code rate} – arrivals a second once ramped up.
         *
         * @param rate a whole number, 2 to 5000; 100 unless given
         * @return this
         */
        public Surge rate(long rate) {
            return set("rate", rate);
        }

        /**
         * Set {@code multiplier} – how many times the victim's own requests of the second before arrive all together; 0
         * or 1 to go by the rate.
         *
         * @param multiplier a whole number, 0 to 100; 0 unless given
         * @return this
         */
        public Surge multiplier(long multiplier) {
            return set("multiplier", multiplier);
        }

        /**
         * Set {@code ramp} – how long the rate grows from 0, linearly.
         *
         * @param ramp a duration, 0s to 30m; 0s unless given
         * @return this
         */
        public Surge ramp(Duration ramp) {
            return set("ramp", ramp);
        }

        /**
         * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
         * beginning).
         *
         * @param shape text; even unless given
         * @return this
         */
        public Surge shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code method} – the request's method, in capital letters.
         *
         * @param method text; GET unless given
         * @return this
         */
        public Surge method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label load-path.
         *
         * @param path text; none unless given
         * @return this
         */
        public Surge path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code body} – the request's body, {n} for the arrival's number; at most 64 KiB.
         *
         * @param body text; none unless given
         * @return this
         */
        public Surge body(String body) {
            return set("body", body);
        }

        /**
         * Set {@code connections} – the most requests under way at once, each on a connection of its own; what is due
         * beyond is not sent, and counted.
         *
         * @param connections a whole number, 1 to 2000; 256 unless given
         * @return this
         */
        public Surge connections(long connections) {
            return set("connections", connections);
        }

        /**
         * Set {@code requests} – the most arrivals in all; then the load is over.
         *
         * @param requests a whole number, 1 to 1000000; 100000 unless given
         * @return this
         */
        public Surge requests(long requests) {
            return set("requests", requests);
        }

        /**
         * Set {@code timeout} – when a request without an answer is given up and its connection closed.
         *
         * @param timeout a duration, 100ms to 1m; 10s unless given
         * @return this
         */
        public Surge timeout(Duration timeout) {
            return set("timeout", timeout);
        }
    }
}
