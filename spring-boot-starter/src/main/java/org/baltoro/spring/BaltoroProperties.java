package org.baltoro.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the engine in this application. What has no default here has the engine's.
 *
 * @param enabled Whether the engine is started at all.
 * @param schema The schema of the engine's tables on PostgreSQL, made when it is missing.
 * @param sqliteFile A SQLite file of the engine's own, in place of the application's data source.
 * @param definitions Where definition files are, which are deployed at the start in the order of
 *     their names.
 * @param deployAs Who deploys them, in the history of their versions.
 * @param nodeName What this node is called, for people.
 * @param codeBehind Whether definitions may have Java code in them.
 * @param committers How many of the data source's connections write: 1 to 16. The engine keeps
 *     three more.
 * @param lease After so long without a sign of life another node takes over: 1s to 10m.
 * @param patience How long a caller waits for a commit.
 * @param syncTimeout How long a call with sync waits for the next wait state.
 * @param shutdownPatience How long code that runs may go on when the application stops.
 * @param movableClock Whether the clock can be moved ahead by hand, as on a staging server.
 * @param unsafe Whether a PostgreSQL server is accepted that may lose commits.
 * @param groupPrefix What authorities begin with that stand for groups: ROLE_managers for the group
 *     managers.
 */
@ConfigurationProperties("baltoro")
public record BaltoroProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("baltoro") String schema,
    @Nullable Path sqliteFile,
    @DefaultValue("classpath*:/processes/*.yaml") List<String> definitions,
    @DefaultValue("application") String deployAs,
    @DefaultValue("node") String nodeName,
    @DefaultValue("true") boolean codeBehind,
    @DefaultValue("1") int committers,
    @Nullable Duration lease,
    @Nullable Duration patience,
    @Nullable Duration syncTimeout,
    @Nullable Duration shutdownPatience,
    @DefaultValue("false") boolean movableClock,
    @DefaultValue("false") boolean unsafe,
    @DefaultValue("ROLE_") String groupPrefix) {}
