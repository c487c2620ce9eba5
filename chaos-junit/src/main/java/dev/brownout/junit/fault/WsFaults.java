// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;

/** Every {@code ws} fault of a link, as {@link LinkTarget#ws} offers them. */
public final class WsFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public WsFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code ws.close}. WebSockets are closed with a code, those that are open and those that are opened.
     *
     * @return the fault, to be told more or put in place
     */
    public Close close() {
        return new Close(target);
    }

    /**
     * Prepare {@code ws.drop-frames}. A share of a WebSocket's messages is lost.
     *
     * @return the fault, to be told more or put in place
     */
    public DropFrames dropFrames() {
        return new DropFrames(target);
    }

    /**
     * Prepare {@code ws.silence}. A WebSocket stays open and nothing comes any more, not even pongs.
     *
     * @return the fault, to be told more or put in place
     */
    public Silence silence() {
        return new Silence(target);
    }

    /** WebSockets are closed with a code, those that are open and those that are opened. */
    public static final class Close extends PreparedFault<Close> {
        private Close(FaultTarget target) {
            super(target, "ws.close");
        }

        /**
         * Set {@code code} – what the close frame says (RFC 6455, section 7.4).
         *
         * @param code a whole number, 1000 to 4999; 1001 unless given
         * @return this
         */
        public Close code(long code) {
            return set("code", code);
        }

        /**
         * Set {@code ratio} – the share of WebSockets, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Close ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Close method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Close path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Close header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Close host(String host) {
            return set("host", host);
        }
    }

    /** A share of a WebSocket's messages is lost. */
    public static final class DropFrames extends PreparedFault<DropFrames> {
        private DropFrames(FaultTarget target) {
            super(target, "ws.drop-frames");
        }

        /**
         * Set {@code ratio} – the share of messages on each WebSocket, both ways, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public DropFrames ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public DropFrames method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public DropFrames path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public DropFrames header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public DropFrames host(String host) {
            return set("host", host);
        }
    }

    /** A WebSocket stays open and nothing comes any more, not even pongs. */
    public static final class Silence extends PreparedFault<Silence> {
        private Silence(FaultTarget target) {
            super(target, "ws.silence");
        }

        /**
         * Set {@code direction} – which way is silent: downstream (to the victim), upstream (to the target) or both.
         *
         * @param direction text; both unless given
         * @return this
         */
        public Silence direction(String direction) {
            return set("direction", direction);
        }

        /**
         * Set {@code ratio} – the share of WebSockets, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Silence ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code method} – only requests with this method.
         *
         * @param method text; none unless given
         * @return this
         */
        public Silence method(String method) {
            return set("method", method);
        }

        /**
         * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
         *
         * @param path text; none unless given
         * @return this
         */
        public Silence path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code header} – only requests with this header: name, or name=value.
         *
         * @param header text; none unless given
         * @return this
         */
        public Silence header(String header) {
            return set("header", header);
        }

        /**
         * Set {@code host} – only requests for this host, without its port; * stands for any characters.
         *
         * @param host text; none unless given
         * @return this
         */
        public Silence host(String host) {
            return set("host", host);
        }
    }
}
