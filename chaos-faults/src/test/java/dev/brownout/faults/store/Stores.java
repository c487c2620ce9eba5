package dev.brownout.faults.store;

import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.faults.container.TestContainer;
import dev.brownout.testing.Images;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Real stores, as tests have them. */
public final class Stores {
    /** A component that is a store in a container. */
    public static final Component STORE = new Component("store", Map.of(), Timings.NONE)
            .withFiles(ConfigFile.of("flags", ConfigFile.Format.TEXT, Reload.watch(), LoadEvidence.exit()))
            .withContainer(ContainerAbility.FILES);

    private Stores() {}

    /** Start a PostgreSQL with a table. */
    public static TestContainer postgres(String... options) {
        var all = new java.util.ArrayList<>(
                List.of("-e", "POSTGRES_USER=clerk", "-e", "POSTGRES_PASSWORD=it's secret", "-e", "POSTGRES_DB=books"));
        all.addAll(List.of(options));
        var container = TestContainer.start(Images.POSTGRES, all);
        // by TCP: the server that runs the first files has none
        container.until("pg_isready", "-q", "-h", "127.0.0.1");
        container.until(
                "psql", "-U", "clerk", "-d", "books", "-c", "CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY)");
        return container;
    }

    /** Start a Redis with two keys, one of which expires. */
    public static TestContainer redis(String... command) {
        var container = TestContainer.start(Images.REDIS, List.of(), command);
        container.until("redis-cli", "SET", "price", "42");
        container.until("redis-cli", "SET", "session", "7", "EX", "5000");
        return container;
    }

    /** Connect as an application does. */
    public static Connection connect(TestContainer postgres) throws SQLException {
        var login = new Properties();
        login.setProperty("user", "clerk");
        login.setProperty("password", "it's secret");
        login.setProperty("loginTimeout", "10");
        var at = postgres.at(5432);
        return DriverManager.getConnection("jdbc:postgresql://" + at.getHostString() + ":5432/books", login);
    }
}
