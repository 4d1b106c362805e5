package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.model.alignment.HostDriver;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.SupersededBundle;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.store.alignment.HostDriverRepository;
import dev.gantry.imagebuilder.store.image.ImageRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds who uses a bundle: hosts by the version of their driver, image definitions by its name. */
@ApplicationScoped
class BundleUsers {

    private final HostDriverRepository hosts;
    private final ImageRepository images;

    BundleUsers(HostDriverRepository hosts, ImageRepository images) {
        this.hosts = hosts;
        this.images = images;
    }

    /** Within a transaction. */
    SupersededBundle of(Bundle bundle) {
        String version = bundle.name().host().text();
        return new SupersededBundle(
                bundle.sha256(),
                hosts.all().stream()
                        .filter(h -> version.equals(h.driverVersion()))
                        .map(HostDriver::host)
                        .toList(),
                images.definitions().stream()
                        .filter(i -> i.bundles().contains(bundle.fileName()))
                        .map(ImageDefinition::name)
                        .toList());
    }
}
