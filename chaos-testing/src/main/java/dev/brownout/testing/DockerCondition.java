package dev.brownout.testing;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/** Lets tests run where there is Docker and their images; elsewhere skips them, or fails them in CI. */
final class DockerCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsDocker.class)
                .map(needs -> decide(obstacle(needs.value()), "true".equals(System.getenv("CI"))))
                .orElseGet(() -> ConditionEvaluationResult.enabled("decided for its class"));
    }

    /**
     * Decide.
     *
     * @param obstacle what keeps a test from running
     * @param ci whether this is CI
     * @throws ExtensionConfigurationException if a test would be skipped in CI; JUnit then reports a failure
     */
    static ConditionEvaluationResult decide(Optional<String> obstacle, boolean ci) {
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("Docker answers and the images are there");
        }
        if (ci) {
            throw new ExtensionConfigurationException("in CI nothing is skipped, but " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled(obstacle.get());
    }

    private static Optional<String> obstacle(String[] images) {
        try {
            var docker = DockerClientFactory.lazyClient();
            docker.pingCmd().exec();
            return Stream.of(images)
                    .flatMap(image -> Images.missing(docker, image).stream())
                    .findFirst();
        } catch (RuntimeException e) {
            return Optional.of("Docker must answer, but does not (" + e.getMessage()
                    + "); ./brownout doctor tells why, and what to do");
        }
    }
}
