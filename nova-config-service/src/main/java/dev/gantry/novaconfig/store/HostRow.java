package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The newest that is known of a host's devices and groups. A retired host keeps its row, so that an older fact cannot bring it back. */
@Entity
@Table(name = "gpu_host")
public class HostRow extends PanacheEntityBase {

    @Id
    public String name;

    /** Of the newest fact about its devices; 0 before the first. */
    public long version;

    /** Of the newest fact about its groups: a run answers with the version it was asked at, which may be older than a later change of groups. */
    @Column(name = "groups_version")
    public long groupsVersion;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> groups;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<DeviceJson> devices;

    @Column(name = "driver_version")
    public String driverVersion;

    @Column(name = "driver_url")
    public String driverUrl;

    /** That its cards show; 0 when not known. */
    @Column(name = "numa_nodes")
    public int numaNodes;

    @Column(name = "kernel_arguments")
    public String kernelArguments;

    public boolean retired;

    @Column(name = "changed_at")
    public Instant changedAt;

    /** Locks the row, so that two events of one host are taken one after the other. */
    public static Optional<HostRow> locked(String name) {
        return Optional.ofNullable(findById(name, LockModeType.PESSIMISTIC_WRITE));
    }

    /** In order of name. */
    public static List<HostRow> offering() {
        return list("retired = false and version > 0 order by name");
    }

    public void setDevices(List<GpuDevice> found) {
        devices = found.stream().sorted().map(DeviceJson::of).toList();
    }

    public HostFacts facts() {
        return new HostFacts(name, numaNodes, kernelArguments == null ? "" : kernelArguments);
    }

    public HostDevices hostDevices() {
        return new HostDevices(
                name, groups, devices.stream().map(DeviceJson::device).toList());
    }
}
