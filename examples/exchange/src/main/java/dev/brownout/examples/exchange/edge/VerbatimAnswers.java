package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;

/**
 * Passes on whatever came, and answers with a page of HTML when nothing came, as a proxy does out of the box: the
 * documented mistake of the fragile posture. Client libraries choke on it.
 */
final class VerbatimAnswers implements EdgeAnswers {
    @Override
    public Reply answered(Request request, Reply reply) {
        return reply;
    }

    @Override
    public Reply unsent(Request request) {
        return page(502, "Bad Gateway");
    }

    @Override
    public Reply unanswered(Request request) {
        return page(504, "Gateway Time-out");
    }

    private static Reply page(int status, String title) {
        return Reply.html(
                status,
                "<html>\r\n<head><title>" + status + " " + title + "</title></head>\r\n<body>\r\n<center><h1>" + status
                        + " " + title + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }
}
