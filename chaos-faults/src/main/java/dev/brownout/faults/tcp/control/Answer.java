package dev.brownout.faults.tcp.control;

/**
 * An HTTP answer of the API.
 *
 * @param status status code
 * @param contentType content type, empty for none
 * @param body the body, possibly empty
 */
record Answer(int status, String contentType, String body) {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer json(int status, String body) {
        return new Answer(status, JSON, body);
    }

    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body + "\n");
    }

    static Answer empty(int status) {
        return new Answer(status, "", "");
    }

    /** JSON in a text/plain answer, as the real server sends it. */
    static Answer error(ApiException e) {
        return text(e.status(), "{\"error\":" + GoJson.quote(message(e)) + ",\"status\":" + e.status() + "}");
    }

    static Answer populateError(ApiException e, String proxies) {
        return json(
                e.status(),
                "{\"error\":" + GoJson.quote(message(e)) + ",\"status\":" + e.status() + ",\"proxies\":" + proxies
                        + "}");
    }

    private static String message(ApiException e) {
        return String.valueOf(e.getMessage());
    }

    /** Go's library sends this header with every text that it writes for a failure. */
    boolean noSniff() {
        return status >= 400 && contentType.equals(TEXT);
    }
}
