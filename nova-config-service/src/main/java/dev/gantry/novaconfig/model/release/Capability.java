package dev.gantry.novaconfig.model.release;

/** What a Nova learned, and in which major version. Source: openstack/nova at the tags 22.0.0 to 33.0.0. */
public enum Capability {
    /** {@code numa_policy} socket in an alias. */
    SOCKET_AFFINITY(23),
    /** {@code enabled_mdev_types} and {@code [mdev_X]}; before that {@code enabled_vgpu_types} and {@code [vgpu_X]}. */
    MDEV_NAMES(24),
    MDEV_CLASS(24),
    ZONES_BY_PLACEMENT(24),
    /** {@code [pci] device_spec}, before that {@code passthrough_whitelist}. */
    DEVICE_SPEC(26),
    /** {@code resource_class} and {@code traits} in device_spec, {@code [pci] report_in_placement}. */
    REPORT_IN_PLACEMENT(26),
    /** {@code [filter_scheduler] pci_in_placement} and {@code resource_class} in an alias. */
    PCI_IN_PLACEMENT(27),
    /** Naming AvailabilityZoneFilter stops nova-scheduler. */
    ZONE_FILTER_GONE(28),
    /** kolla-ansible 17 reads {@code config/nova/<host>/<service>.conf}; older ones stop at {@code <host>/nova.conf}. */
    HOST_SERVICE_FILE(28),
    /** mdev_class and device_addresses are read although one type is enabled. Fixed by c28494fd27 (LP 1943934). */
    SOLE_TYPE_HONOURED(29),
    MAX_INSTANCES(29),
    /** nova-compute starts every defined mdev when it starts. */
    PERSISTENT_MDEVS(30),
    /** {@code managed} and {@code live_migratable} in device_spec: vendor VFIO. */
    MANAGED(31),
    /** nova-api and nova-compute check every alias when they start. */
    ALIAS_CHECKED_AT_START(32);

    private final int since;

    Capability(int since) {
        this.since = since;
    }

    public int since() {
        return since;
    }
}
