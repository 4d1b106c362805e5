package dev.gantry.novaconfig.flow;

import dev.gantry.kit.Fence;
import dev.gantry.kit.Job;
import dev.gantry.kit.Outcome;
import dev.gantry.kit.Worker;
import dev.gantry.novaconfig.model.Target;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.RenditionRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings everything that waits to its target. */
@ApplicationScoped
public class PublishSite implements Worker {

    static final String KIND = "publish";
    static final String KEY = "site";

    private final SiteBook site;
    private final RenderHost publisher;
    private final Fence fence;

    PublishSite(SiteBook site, RenderHost publisher, Fence fence) {
        this.site = site;
        this.publisher = publisher;
        this.fence = fence;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Target target = site.written().text().targetOrDefault();
        if (target == Target.SERVED) {
            QuarkusTransaction.requiringNew().run(() -> {
                fence.check(job);
                RenditionRow.waiting()
                        .forEach(row ->
                                publisher.publish(row, versionOf(row), target.word(), "/v1/renditions/" + row.id));
            });
        }
        return new Outcome.Done();
    }

    static long versionOf(RenditionRow row) {
        return HostRow.<HostRow>findByIdOptional(row.scope).map(h -> h.version).orElse(row.hostVersion);
    }
}
