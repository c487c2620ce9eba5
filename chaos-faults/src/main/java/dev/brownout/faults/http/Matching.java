package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.faults.http.proxy.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parameters by which every fault of this plane tells which requests it means. */
public final class Matching {
    private Matching() {}

    /**
     * Put them behind a kind's own.
     *
     * @param share what the ratio is a share of
     * @param own the kind's own parameters
     * @return all of them
     */
    public static Parameter[] with(String share, Parameter... own) {
        List<Parameter> all = new ArrayList<>(Arrays.asList(own));
        all.add(Parameter.ratio("ratio", "1", "the share of " + share + ", in whole percents"));
        all.add(Parameter.text("method", "", "only requests with this method"));
        all.add(Parameter.text(
                "path", "", "only requests whose path begins so; with a *, which stands for any characters, is so"));
        all.add(Parameter.text("header", "", "only requests with this header: name, or name=value"));
        all.add(Parameter.text(
                "host", "", "only requests for this host, without its port; * stands for any characters"));
        return all.toArray(Parameter[]::new);
    }

    /**
     * Read them.
     *
     * @param arguments a kind's arguments
     * @return which requests are meant
     * @throws dev.brownout.api.InvalidFaultException if one is malformed
     */
    public static Match of(Arguments arguments) {
        return new Match(
                arguments.text("method"),
                arguments.text("path"),
                arguments.text("header"),
                arguments.text("host"),
                arguments.ratio("ratio"));
    }
}
