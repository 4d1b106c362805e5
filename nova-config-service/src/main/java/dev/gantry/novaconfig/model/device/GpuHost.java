package dev.gantry.novaconfig.model.device;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of a host. A retired one is kept, so that an older fact cannot bring it back.
 *
 * @param version of the newest fact about its devices; 0 before the first
 * @param groupsVersion of the newest fact about its groups: a run answers with the version it was asked at, which may be older than a
 *     later change of groups
 */
public record GpuHost(
        String name,
        long version,
        long groupsVersion,
        List<String> groups,
        List<GpuDevice> devices,
        Driver driver,
        HostFacts facts,
        Standing standing) {

    /** What is known of its driver. */
    public record Driver(@Nullable String version, @Nullable String url) {}

    /** Whether it still takes part. */
    public enum Standing {
        PRESENT,
        RETIRED
    }

    public GpuHost {
        groups = groups.stream().distinct().sorted().toList();
        devices = devices.stream().sorted().toList();
    }

    /** Nothing is known of it yet. */
    public static GpuHost unknown(String name) {
        return new GpuHost(
                name, 0, 0, List.of(), List.of(), new Driver(null, null), new HostFacts(name, 0, ""), Standing.PRESENT);
    }

    /** Whether configuration is made from it. */
    public boolean isOffering() {
        return standing == Standing.PRESENT && version > 0;
    }

    public HostDevices hostDevices() {
        return new HostDevices(name, groups, devices);
    }

    /** Its devices as a provisioning ended. Empty when something newer is known. */
    public Optional<GpuHost> provisioned(HostDevices found, long at, @Nullable String driverVersion) {
        if (at < version) {
            return Optional.empty();
        }
        boolean newerGroups = at >= groupsVersion;
        return Optional.of(new GpuHost(
                name,
                at,
                newerGroups ? at : groupsVersion,
                newerGroups ? found.groups() : groups,
                found.devices(),
                new Driver(driverVersion, driver.url()),
                facts,
                Standing.PRESENT));
    }

    /** Its groups. Empty when something newer is known. */
    public Optional<GpuHost> regrouped(List<String> now, long at) {
        return at < groupsVersion
                ? Optional.empty()
                : Optional.of(new GpuHost(name, version, at, now, devices, driver, facts, standing));
    }

    /** Where its driver comes from: the newest that was heard counts. */
    public GpuHost withDriverUrl(String url) {
        Driver now = new Driver(driver.version(), url);
        return new GpuHost(name, version, groupsVersion, groups, devices, now, facts, standing);
    }

    /** The newest that was heard counts: an inspection changes nothing. */
    public GpuHost withFacts(HostFacts now) {
        return new GpuHost(name, version, groupsVersion, groups, devices, driver, now, standing);
    }

    /** It left. Empty when something newer is known. */
    public Optional<GpuHost> retired(long at) {
        return at < version
                ? Optional.empty()
                : Optional.of(new GpuHost(name, at, groupsVersion, groups, List.of(), driver, facts, Standing.RETIRED));
    }
}
