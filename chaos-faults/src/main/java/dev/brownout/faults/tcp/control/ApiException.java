package dev.brownout.faults.tcp.control;

/** An answer of the API that is not a success. The texts are facts of Toxiproxy 2.12's wire protocol. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static ApiException badBody(String reason) {
        return new ApiException(400, "bad request body: " + reason);
    }

    static ApiException missing(String field) {
        return new ApiException(400, "missing required field: " + field);
    }

    static ApiException proxyNotFound() {
        return new ApiException(404, "proxy not found");
    }

    static ApiException toxicNotFound() {
        return new ApiException(404, "toxic not found");
    }

    static ApiException internal(Throwable cause) {
        return new ApiException(500, String.valueOf(cause.getMessage()));
    }
}
