package dev.gantry.imagebuilder.flow.channel;

import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.model.channel.Channel;
import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import dev.gantry.imagebuilder.model.channel.GlanceListing;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.imagebuilder.model.channel.ListingPlan;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.channel.ChannelRepository;
import dev.gantry.imagebuilder.store.channel.GlanceListingRepository;
import dev.gantry.imagebuilder.store.image.ImageRepository;
import dev.gantry.kit.job.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells how the images of a definition are to stand in Glance, and asks for it when something has changed. Within a transaction. */
@ApplicationScoped
public class GlanceListings {

    private final ImageRepository images;
    private final BuildRepository builds;
    private final ChannelRepository channels;
    private final GlanceListingRepository listings;
    private final OpenStackClients cloud;
    private final JobQueue jobs;
    private final Clock clock;

    GlanceListings(
            ImageRepository images,
            BuildRepository builds,
            ChannelRepository channels,
            GlanceListingRepository listings,
            OpenStackClients cloud,
            JobQueue jobs,
            Clock clock) {
        this.images = images;
        this.builds = builds;
        this.channels = channels;
        this.listings = listings;
        this.cloud = cloud;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Nothing to do where no image service is set, or nothing of the image is in it. */
    public void request(String image) {
        if (!cloud.isSet() || expected(image).isEmpty()) {
            return;
        }
        listings.save(new GlanceListing(image, GlanceListing.State.PENDING, null, null, clock.instant()));
        jobs.enqueue(GlanceListingWorker.KIND, image, image);
    }

    public Optional<GlanceListing> find(String image) {
        return listings.find(image);
    }

    List<ListedImage> expected(String image) {
        return ListingPlan.of(
                images.find(image).map(v -> v.definition()),
                builds.succeeded(image),
                channels.current(image, Channel.STABLE).map(ChannelEntry::build),
                channels.current(image, Channel.CANDIDATE).map(ChannelEntry::build));
    }
}
