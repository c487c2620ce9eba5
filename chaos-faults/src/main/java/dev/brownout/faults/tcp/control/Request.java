package dev.brownout.faults.tcp.control;

/**
 * What the API looks at of a request: content type, query and all other headers are ignored.
 *
 * @param method the method
 * @param path the path as it was sent, still encoded, without a query
 * @param userAgent who asks; empty where it was not said
 * @param body the body, possibly empty
 */
record Request(String method, String path, String userAgent, String body) {}
