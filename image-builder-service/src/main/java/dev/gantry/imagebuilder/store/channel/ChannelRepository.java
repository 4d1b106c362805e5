package dev.gantry.imagebuilder.store.channel;

import dev.gantry.imagebuilder.model.channel.Channel;
import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What the channels of images give out, and gave out before. */
@ApplicationScoped
public class ChannelRepository implements PanacheRepositoryBase<ChannelRow, Long> {

    private static final int LONGEST_HISTORY = 100;

    /** Newest first: the first one is what the channel gives out. */
    public List<ChannelEntry> history(String image, Channel channel) {
        return find("image = ?1 and channel = ?2 order by id desc", image, channel).page(0, LONGEST_HISTORY).stream()
                .map(ChannelRepository::toEntry)
                .toList();
    }

    /** What the channel gives out. */
    public Optional<ChannelEntry> current(String image, Channel channel) {
        return history(image, channel).stream().findFirst();
    }

    public void add(ChannelEntry entry) {
        ChannelRow row = new ChannelRow();
        row.image = entry.image();
        row.channel = entry.channel();
        row.build = entry.build();
        row.actor = entry.actor();
        row.changedAt = entry.at();
        persist(row);
    }

    private static ChannelEntry toEntry(ChannelRow row) {
        return new ChannelEntry(row.image, row.channel, row.build, row.actor, row.changedAt);
    }
}
