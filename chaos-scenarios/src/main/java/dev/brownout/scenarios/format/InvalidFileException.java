package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import java.util.List;
import java.util.stream.Collectors;

/** Signal that a file breaks rules of its format. Carries every problem of the file. */
public class InvalidFileException extends BrownoutException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Create an exception from all the problems of a file.
     *
     * @param problems at least one, in order of their places
     */
    public InvalidFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /**
     * List the problems.
     *
     * @return at least one, in order of their places
     */
    public List<Problem> problems() {
        return problems;
    }
}
