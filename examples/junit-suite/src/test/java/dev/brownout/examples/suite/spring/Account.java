package dev.brownout.examples.suite.spring;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The code under test: a service that knows that an error is no balance. */
@Service
class Account {
    private final RestClient gateway;

    Account(@Value("${gateway.url}") String url) {
        gateway = RestClient.builder()
                .baseUrl(url)
                .requestFactory(new JdkClientHttpRequestFactory())
                .build();
    }

    Optional<Long> balance() {
        try {
            return Optional.ofNullable(gateway.get().uri("/balance").retrieve().body(String.class))
                    .map(Long::valueOf);
        } catch (RestClientException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
