package dev.brownout.examples.suite.services;

import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.TcpLatency;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

// docs: begin composed
/** What our gateway's region looked like on its worst day: everything late, and every other answer an error page. */
@TcpLatency(link = "gateway", latency = "200ms")
@HttpErrorPage(link = "gateway", status = 503, ratio = 0.5)
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface RegionalBlackout {}
// docs: end
