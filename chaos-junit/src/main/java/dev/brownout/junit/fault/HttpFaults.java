// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code http} fault of a link, as {@link LinkTarget#http} offers them. */
public final class HttpFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public HttpFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code http.abort}. Connections end before any answer, and the request never reaches the target.
     *
     * @return the fault, to be told more or put in place
     */
    public Abort abort() {
        return new Abort(target);
    }

    /**
     * Prepare {@code http.alternate}. Windows of error pages and windows in which all is well take turns, bad ones
     * first.
     *
     * @return the fault, to be told more or put in place
     */
    public Alternate alternate() {
        return new Alternate(target);
    }

    /**
     * Prepare {@code http.delay}. Requests are kept back for a time before they go on to the target.
     *
     * @return the fault, to be told more or put in place
     */
    public Delay delay() {
        return new Delay(target);
    }

    /**
     * Prepare {@code http.drop-headers}. Answers arrive without some of their headers.
     *
     * @return the fault, to be told more or put in place
     */
    public DropHeaders dropHeaders() {
        return new DropHeaders(target);
    }

    /**
     * Prepare {@code http.error-page}. Requests on an HTTP link are answered with a provider's HTML error page.
     *
     * @return the fault, to be told more or put in place
     */
    public ErrorPage errorPage() {
        return new ErrorPage(target);
    }

    /**
     * Prepare {@code http.freeze}. The first good answer to each question is given again and again: the feed stands
     * still.
     *
     * @return the fault, to be told more or put in place
     */
    public Freeze freeze() {
        return new Freeze(target);
    }

    /**
     * Prepare {@code http.lost-answer}. A request arrives and is executed; its answer is lost on the way back.
     *
     * @return the fault, to be told more or put in place
     */
    public LostAnswer lostAnswer() {
        return new LostAnswer(target);
    }

    /**
     * Prepare {@code http.rewrite}. Answers arrive with another body, other headers or another status than the target
     * gave.
     *
     * @return the fault, to be told more or put in place
     */
    public Rewrite rewrite() {
        return new Rewrite(target);
    }

    /**
     * Prepare {@code http.stall}. An answer's body stops after some bytes, and its connection stays open.
     *
     * @return the fault, to be told more or put in place
     */
    public Stall stall() {
        return new Stall(target);
    }

    /**
     * Prepare {@code http.throttle}. So many requests may go on in each window of time; more are told that it is too
     * much.
     *
     * @return the fault, to be told more or put in place
     */
    public Throttle throttle() {
        return new Throttle(target);
    }

    /** Connections end before any answer, and the request never reaches the target. */
    public static final class Abort extends PreparedFault<Abort> {
        private Abort(FaultTarget target) {
            super(target, "http.abort");
        }

        /**
         * Set {@code how} – how they end: reset or close.
         *
         * @param how text; reset unless given
         * @return this
         */
        public Abort how(String how) {
            return set("how", how);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Abort ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Abort method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Abort path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Abort header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Abort host(String host) {
            return set("host", host);
        }
    }

    /** Windows of error pages and windows in which all is well take turns, bad ones first. */
    public static final class Alternate extends PreparedFault<Alternate> {
        private Alternate(FaultTarget target) {
            super(target, "http.alternate");
        }

        /**
         * Set {@code status} – the status code.
         *
         * @param status a whole number, 400 to 599; 502 unless given
         * @return this
         */
        public Alternate status(long status) {
            return set("status", status);
        }

        /**
         * Set {@code page} – whose page it looks like: nginx, cloudflare, cloudfront, azure-front-door, google,
         * generic.
         *
         * @param page text; nginx unless given
         * @return this
         */
        public Alternate page(String page) {
            return set("page", page);
        }

        /**
         * Set {@code period} – a bad and a good window together.
         *
         * @param period a duration, 100ms to 1h; 5m unless given
         * @return this
         */
        public Alternate period(Duration period) {
            return set("period", period);
        }

        /**
         * Set {@code share} – the share of a period that is bad, at first.
         *
         * @param share a number, 0.01 to 1; 0.5 unless given
         * @return this
         */
        public Alternate share(double share) {
            return set("share", share);
        }

        /**
         * Set {@code share-end} – the share that is bad once it has grown.
         *
         * @param shareEnd a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Alternate shareEnd(double shareEnd) {
            return set("share-end", shareEnd);
        }

        /**
         * Set {@code growth} – how long the share grows; 0s: it stays as it is.
         *
         * @param growth a duration, 0s to 24h; 0s unless given
         * @return this
         */
        public Alternate growth(Duration growth) {
            return set("growth", growth);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Alternate ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Alternate method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Alternate path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Alternate header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Alternate host(String host) {
            return set("host", host);
        }
    }

    /** Requests are kept back for a time before they go on to the target. */
    public static final class Delay extends PreparedFault<Delay> {
        private Delay(FaultTarget target) {
            super(target, "http.delay");
        }

        /**
         * Set {@code delay} – how long.
         *
         * @param delay a duration, 1ms to 10m; 1s unless given
         * @return this
         */
        public Delay delay(Duration delay) {
            return set("delay", delay);
        }

        /**
         * Set {@code jitter} – how much longer or shorter at most, evenly spread.
         *
         * @param jitter a duration, 0s to 10m; 0s unless given
         * @return this
         */
        public Delay jitter(Duration jitter) {
            return set("jitter", jitter);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Delay ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Delay method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Delay path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Delay header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Delay host(String host) {
            return set("host", host);
        }
    }

    /** Answers arrive without some of their headers. */
    public static final class DropHeaders extends PreparedFault<DropHeaders> {
        private DropHeaders(FaultTarget target) {
            super(target, "http.drop-headers");
        }

        /**
         * Set {@code headers} – which, apart by commas; none that frames the message or the connection.
         *
         * @param headers text; content-type unless given
         * @return this
         */
        public DropHeaders headers(String headers) {
            return set("headers", headers);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public DropHeaders ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public DropHeaders method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public DropHeaders path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public DropHeaders header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public DropHeaders host(String host) {
            return set("host", host);
        }
    }

    /** Requests on an HTTP link are answered with a provider's HTML error page. */
    public static final class ErrorPage extends PreparedFault<ErrorPage> {
        private ErrorPage(FaultTarget target) {
            super(target, "http.error-page");
        }

        /**
         * Set {@code status} – the status code.
         *
         * @param status a whole number, 400 to 599; 502 unless given
         * @return this
         */
        public ErrorPage status(long status) {
            return set("status", status);
        }

        /**
         * Set {@code page} – whose page it looks like: nginx, cloudflare, cloudfront, azure-front-door, google,
         * generic.
         *
         * @param page text; nginx unless given
         * @return this
         */
        public ErrorPage page(String page) {
            return set("page", page);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public ErrorPage ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public ErrorPage method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public ErrorPage path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public ErrorPage header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public ErrorPage host(String host) {
            return set("host", host);
        }
    }

    /** The first good answer to each question is given again and again: the feed stands still. */
    public static final class Freeze extends PreparedFault<Freeze> {
        private Freeze(FaultTarget target) {
            super(target, "http.freeze");
        }

        /**
         * Set {@code timestamps} – old: frozen answers are the same to the last byte; fresh: Date and the timestamp
         * fields are those of now.
         *
         * @param timestamps text; old unless given
         * @return this
         */
        public Freeze timestamps(String timestamps) {
            return set("timestamps", timestamps);
        }

        /**
         * Set {@code timestamp-fields} – JSON Pointers (RFC 6901), apart by commas, to times in ms since 1970 in the
         * body.
         *
         * @param timestampFields text; none unless given
         * @return this
         */
        public Freeze timestampFields(String timestampFields) {
            return set("timestamp-fields", timestampFields);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Freeze ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Freeze method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Freeze path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Freeze header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Freeze host(String host) {
            return set("host", host);
        }
    }

    /** A request arrives and is executed; its answer is lost on the way back. */
    public static final class LostAnswer extends PreparedFault<LostAnswer> {
        private LostAnswer(FaultTarget target) {
            super(target, "http.lost-answer");
        }

        /**
         * Set {@code how} – what the victim gets: reset or close (of its connection), or 504 (an error page).
         *
         * @param how text; reset unless given
         * @return this
         */
        public LostAnswer how(String how) {
            return set("how", how);
        }

        /**
         * Set {@code page} – whose page it looks like: nginx, cloudflare, cloudfront, azure-front-door, google,
         * generic.
         *
         * @param page text; nginx unless given
         * @return this
         */
        public LostAnswer page(String page) {
            return set("page", page);
        }

        /**
         * Set {@code answers} – which answers are lost: all, or successful (2xx, those that say that it was done).
         *
         * @param answers text; all unless given
         * @return this
         */
        public LostAnswer answers(String answers) {
            return set("answers", answers);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public LostAnswer ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public LostAnswer method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public LostAnswer path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public LostAnswer header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public LostAnswer host(String host) {
            return set("host", host);
        }
    }

    /** Answers arrive with another body, other headers or another status than the target gave. */
    public static final class Rewrite extends PreparedFault<Rewrite> {
        private Rewrite(FaultTarget target) {
            super(target, "http.rewrite");
        }

        /**
         * Set {@code patch} – a JSON Patch (RFC 6902) for JSON bodies; where it does not fit, the answer passes as it
         * is.
         *
         * @param patch text; none unless given
         * @return this
         */
        public Rewrite patch(String patch) {
            return set("patch", patch);
        }

        /**
         * Set {@code set-headers} – headers to set, each on a line: Name: value.
         *
         * @param setHeaders text; none unless given
         * @return this
         */
        public Rewrite setHeaders(String setHeaders) {
            return set("set-headers", setHeaders);
        }

        /**
         * Set {@code status} – the status code to give; 0: the target's own.
         *
         * @param status a whole number, 0 to 599; 0 unless given
         * @return this
         */
        public Rewrite status(long status) {
            return set("status", status);
        }

        /**
         * Set {@code limit} – the longest body that is changed, in bytes; a longer one is refused with 502.
         *
         * @param limit a whole number, 1 to 16777216; 1048576 unless given
         * @return this
         */
        public Rewrite limit(long limit) {
            return set("limit", limit);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Rewrite ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Rewrite method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Rewrite path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Rewrite header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Rewrite host(String host) {
            return set("host", host);
        }
    }

    /** An answer's body stops after some bytes, and its connection stays open. */
    public static final class Stall extends PreparedFault<Stall> {
        private Stall(FaultTarget target) {
            super(target, "http.stall");
        }

        /**
         * Set {@code after} – after how many bytes of the body; shorter ones do not stop.
         *
         * @param after a whole number, 0 to 1099511627776; 0 unless given
         * @return this
         */
        public Stall after(long after) {
            return set("after", after);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Stall ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Stall method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Stall path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Stall header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Stall host(String host) {
            return set("host", host);
        }
    }

    /** So many requests may go on in each window of time; more are told that it is too much. */
    public static final class Throttle extends PreparedFault<Throttle> {
        private Throttle(FaultTarget target) {
            super(target, "http.throttle");
        }

        /**
         * Set {@code status} – the status code of a refusal.
         *
         * @param status a whole number, 400 to 599; 429 unless given
         * @return this
         */
        public Throttle status(long status) {
            return set("status", status);
        }

        /**
         * Set {@code quota} – how many requests may go on in a window.
         *
         * @param quota a whole number, 0 to 1000000000; 0 unless given
         * @return this
         */
        public Throttle quota(long quota) {
            return set("quota", quota);
        }

        /**
         * Set {@code window} – how long a window is.
         *
         * @param window a duration, 1ms to 1h; 1s unless given
         * @return this
         */
        public Throttle window(Duration window) {
            return set("window", window);
        }

        /**
         * Set {@code retry-after} – what Retry-After says, in whole seconds; under 1s: there is no such header.
         *
         * @param retryAfter a duration, 0s to 24h; 0s unless given
         * @return this
         */
        public Throttle retryAfter(Duration retryAfter) {
            return set("retry-after", retryAfter);
        }

        /**
         * Set {@code ratio} – the share of the matching requests, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Throttle ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Throttle method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Throttle path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Throttle header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Throttle host(String host) {
            return set("host", host);
        }
    }
}
