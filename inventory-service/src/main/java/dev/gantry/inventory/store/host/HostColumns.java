package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.lifecycle.HostState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads hosts from columns; what an inspection found is large, and a list of hosts does without. */
final class HostColumns {

    static final String OF_HOST = "name, version, state, since, deadline, spec, flags, inspection_version, run_version,"
            + " spec_version, based_version, published_version, placement_version, edited_version, failure, approval";
    static final String OF_INSPECTION = "facts, plan, devices, driver_version, inspected_at, figures, figures_at";

    private HostColumns() {}

    static Host host(ResultSet columns) throws SQLException {
        return HostRowMapper.host(row(columns));
    }

    static InspectedHost inspected(ResultSet columns) throws SQLException {
        HostRow row = row(columns);
        row.facts = columns.getString("facts");
        row.plan = columns.getString("plan");
        row.devices = columns.getString("devices");
        row.driverVersion = columns.getString("driver_version");
        row.inspectedAt = time(columns, "inspected_at");
        row.figures = columns.getString("figures");
        row.figuresAt = time(columns, "figures_at");
        return HostRowMapper.inspected(row);
    }

    private static HostRow row(ResultSet columns) throws SQLException {
        HostRow row = new HostRow();
        row.name = columns.getString("name");
        row.version = columns.getLong("version");
        row.state = HostState.valueOf(columns.getString("state"));
        row.since = time(columns, "since");
        row.deadline = time(columns, "deadline");
        row.spec = columns.getString("spec");
        row.flags = columns.getString("flags");
        row.inspectionVersion = columns.getLong("inspection_version");
        row.runVersion = columns.getLong("run_version");
        row.specVersion = columns.getLong("spec_version");
        row.basedVersion = columns.getLong("based_version");
        row.publishedVersion = columns.getLong("published_version");
        row.placementVersion = columns.getLong("placement_version");
        row.editedVersion = columns.getLong("edited_version");
        row.failure = columns.getString("failure");
        row.approval = columns.getString("approval");
        return row;
    }

    private static Instant time(ResultSet columns, String name) throws SQLException {
        OffsetDateTime time = columns.getObject(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
