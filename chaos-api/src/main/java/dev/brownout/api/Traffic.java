package dev.brownout.api;

/**
 * What a link's target was seen to get, counted by the plane since it was opened: at the target, not by anybody's word.
 * Witnesses' own traffic is not counted. All counts only grow.
 *
 * @param link the link's id
 * @param connects connections that the victim opened and that were carried on to the target
 * @param requests HTTP requests that were sent on to the target, health checks included; 0 on other links
 * @param checks how many of these asked the path that the link's label {@code health-path} names
 * @param refused answers of the target with status 429 or 503
 * @param failed answers of the target with another status of 500 or over, and requests that it never answered
 */
public record Traffic(String link, long connects, long requests, long checks, long refused, long failed) {}
