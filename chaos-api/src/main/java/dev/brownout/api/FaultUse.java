package dev.brownout.api;

/**
 * A fault in a phase: which kind, on whom, with which parameters.
 *
 * @param kind a {@link FaultKind#name()}
 * @param on the part of the cast that it is done to
 * @param arguments its checked parameters
 * @param exposureOptional whether the run may count although no victim met the fault; the report then says "not
 *     exercised"
 */
public record FaultUse(String kind, String on, Arguments arguments, boolean exposureOptional) {}
