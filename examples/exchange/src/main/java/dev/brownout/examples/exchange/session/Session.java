package dev.brownout.examples.exchange.session;

/**
 * One log-in.
 *
 * @param account whose it is
 * @param expiresAtMs until when it is good, epoch milliseconds
 */
public record Session(String account, long expiresAtMs) {}
