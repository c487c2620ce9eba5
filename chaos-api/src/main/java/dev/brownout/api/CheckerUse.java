package dev.brownout.api;

/**
 * A checker that a scenario asks for.
 *
 * @param name the checker's name
 * @param arguments its bounds, defaults filled in
 */
public record CheckerUse(String name, Arguments arguments) {}
