/** What the firmware has to give: virtualization, IOMMU, SR-IOV. */
@NullMarked
package dev.gantry.provisioner.model.firmware;

import org.jspecify.annotations.NullMarked;
