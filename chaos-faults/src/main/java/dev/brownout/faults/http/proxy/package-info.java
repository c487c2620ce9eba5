/**
 * The reverse proxy of one HTTP link and what faults may do in it: rules, and where on an exchange's way they act.
 *
 * <p>Requests pass the rules that hit them in the order of {@link dev.brownout.faults.http.proxy.Point}, then in the order of
 * injection; answers pass the same rules in the same order. A rule that answers in the target's place ends the request's way;
 * its answer still passes the rules that change or stream answers.
 */
@NullMarked
package dev.brownout.faults.http.proxy;

import org.jspecify.annotations.NullMarked;
