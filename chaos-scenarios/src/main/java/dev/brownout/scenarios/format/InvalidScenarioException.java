package dev.brownout.scenarios.format;

import java.util.List;

/** Signal that a scenario file breaks rules of the format. Carries every problem of the file. */
public final class InvalidScenarioException extends InvalidFileException {
    private static final long serialVersionUID = 1L;

    /**
     * Create an exception from all the problems of a file.
     *
     * @param problems at least one, in order of their places
     */
    public InvalidScenarioException(List<Problem> problems) {
        super(problems);
    }
}
