package dev.gantry.imagebuilder.store.channel;

import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** What the channels of images give out, and gave out before. */
@ApplicationScoped
public class ChannelRepository {

    private final EntityManager database;

    ChannelRepository(EntityManager database) {
        this.database = database;
    }

    /** Newest first: the first one is what the channel gives out. */
    public List<ChannelEntry> history(String image, String channel) {
        return database.createQuery(
                        "from ChannelRow where image = :image and channel = :channel order by id desc",
                        ChannelRow.class)
                .setParameter("image", image)
                .setParameter("channel", channel)
                .setMaxResults(100)
                .getResultStream()
                .map(r -> new ChannelEntry(r.image, r.channel, r.build, r.actor, r.changedAt))
                .toList();
    }

    public void add(ChannelEntry entry) {
        ChannelRow row = new ChannelRow();
        row.image = entry.image();
        row.channel = entry.channel();
        row.build = entry.build();
        row.actor = entry.actor();
        row.changedAt = entry.at();
        database.persist(row);
    }
}
