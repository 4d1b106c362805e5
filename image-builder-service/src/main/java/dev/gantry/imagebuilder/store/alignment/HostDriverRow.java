package dev.gantry.imagebuilder.store.alignment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "host_driver")
class HostDriverRow {

    @Id
    String host;

    long version;

    @Column(name = "host_groups")
    @JdbcTypeCode(SqlTypes.JSON)
    String groups;

    @Column(name = "driver_version")
    String driverVersion;
}
