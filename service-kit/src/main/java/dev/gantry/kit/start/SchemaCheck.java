package dev.gantry.kit.start;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;

/** The tables that are there are those of this version or of one that it can go on from. Says nothing of a database that does not answer. */
final class SchemaCheck implements SettingCheck {
    private static final String ABOUT = "schema";

    @Override
    public List<Finding> check(Config config) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(
                            config.getValue("quarkus.datasource.jdbc.url", String.class),
                            config.getValue("quarkus.datasource.username", String.class),
                            config.getValue("quarkus.datasource.password", String.class))
                    .locations(config.getValue("quarkus.flyway.locations", String.class)
                            .split(","))
                    // What is to come is made at the start; what a newer version made stays readable for the one before
                    // it.
                    .ignoreMigrationPatterns("*:pending", "*:future")
                    .load();
            return List.of(finding(flyway.validateWithResult()));
        } catch (FlywayException e) {
            return List.of();
        }
    }

    static Finding finding(ValidateResult result) {
        if (result.validationSuccessful) {
            return Finding.good(ABOUT, "is of this version or one that it can go on from");
        }
        String wrong = result.invalidMigrations.stream()
                .map(migration -> migration.version + " (" + migration.description + ")")
                .collect(Collectors.joining(", "));
        return Finding.bad(
                ABOUT,
                "was made by another version of Gantry: " + wrong
                        + " differ; start the version that made it, restore a backup that is of this one, or set"
                        + " GANTRY_DB_URL to an empty database");
    }
}
