package dev.gantry.imagebuilder.store.channel;

import dev.gantry.imagebuilder.model.channel.GlanceListing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** How images stand in Glance. */
@ApplicationScoped
public class GlanceListingRepository implements PanacheRepositoryBase<GlanceListingRow, String> {

    public Optional<GlanceListing> find(String image) {
        return findByIdOptional(image)
                .map(r -> new GlanceListing(r.image, r.state, r.reason, r.nextTryAt, r.changedAt));
    }

    public void save(GlanceListing listing) {
        GlanceListingRow row = findById(listing.image());
        boolean isNew = row == null;
        if (isNew) {
            row = new GlanceListingRow();
            row.image = listing.image();
        }
        row.state = listing.state();
        row.reason = listing.reason();
        row.nextTryAt = listing.nextTryAt();
        row.changedAt = listing.changedAt();
        if (isNew) {
            persist(row);
        }
    }
}
