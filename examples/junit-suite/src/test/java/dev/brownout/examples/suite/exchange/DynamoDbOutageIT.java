package dev.brownout.examples.suite.exchange;

import static dev.brownout.junit.BrownoutAssertions.assertThat;
import static java.time.Duration.ofSeconds;

import dev.brownout.junit.Outage;
import dev.brownout.junit.OutageRun;

// docs: begin outage
class DynamoDbOutageIT {

    @Outage(value = "aws-us-east-1-dynamodb-dns-2025-10-20", stack = "exchange:resilient")
    void the_exchange_survives_the_dynamo_db_outage(OutageRun run) {
        run.during("name-empty").capability("place-order").refusesPolitelyWithin(ofSeconds(2));
        run.during("name-empty").capability("market-data").isUnaffected();
        assertThat(run).recoversWithin(ofSeconds(20)).holdsEveryInvariant();
    }
}
// docs: end
