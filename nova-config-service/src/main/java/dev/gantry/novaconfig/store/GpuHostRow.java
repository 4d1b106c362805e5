package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A host. */
@Entity
@Table(name = "gpu_host")
class GpuHostRow {

    @Id
    String name;

    long version;

    @Column(name = "groups_version")
    long groupsVersion;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> groups;

    @JdbcTypeCode(SqlTypes.JSON)
    List<DeviceJson> devices;

    @Column(name = "driver_version")
    String driverVersion;

    @Column(name = "driver_url")
    String driverUrl;

    @Column(name = "numa_nodes")
    int numaNodes;

    @Column(name = "kernel_arguments")
    String kernelArguments;

    @JdbcTypeCode(SqlTypes.JSON)
    HostFacts.Software software;

    boolean retired;

    @Column(name = "changed_at")
    Instant changedAt;

    void set(GpuHost host, Instant at) {
        name = host.name();
        version = host.version();
        groupsVersion = host.groupsVersion();
        groups = host.groups();
        devices = host.devices().stream().map(DeviceJson::of).toList();
        driverVersion = host.driver().version();
        driverUrl = host.driver().url();
        numaNodes = host.facts().numaNodes();
        kernelArguments = host.facts().kernelArguments();
        software = host.facts().software();
        retired = host.standing() == GpuHost.Standing.RETIRED;
        changedAt = at;
    }

    GpuHost host() {
        return new GpuHost(
                name,
                version,
                groupsVersion,
                groups,
                devices.stream().map(DeviceJson::device).toList(),
                new GpuHost.Driver(driverVersion, driverUrl),
                new HostFacts(
                        name,
                        numaNodes,
                        kernelArguments == null ? "" : kernelArguments,
                        software == null ? HostFacts.Software.NOT_KNOWN : software),
                retired ? GpuHost.Standing.RETIRED : GpuHost.Standing.PRESENT);
    }
}
