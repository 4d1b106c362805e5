package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.chaos.workload.FaultyServer.Manner;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.simulator.DriverBundleMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Registers driver bundles by addresses that answer well, never, slowly, half or with something else; deletes those that cannot come. */
public final class BundleSender implements Workload {
    private static final int BAD = 5;

    private final RecordingClient caller;
    private final FaultyServer sources;
    private final Path folder;
    private final RandomGenerator random;
    private final Set<String> promised = ConcurrentHashMap.newKeySet();
    private int release = 100;

    public BundleSender(RecordingClient caller, FaultyServer sources, Path folder, RandomGenerator random) {
        this.caller = caller;
        this.sources = sources;
        this.folder = folder;
        this.random = random;
    }

    @Override
    public String name() {
        return "bundles";
    }

    /** The bundles that were accepted and can be fetched. */
    public Set<String> promised() {
        return Set.copyOf(promised);
    }

    @Override
    public void step(boolean isSettling) {
        String bad = bundle("570.1." + random.nextInt(BAD));
        if (isSettling) {
            for (int i = 0; i < BAD; i++) {
                delete(bundle("570.1." + i));
            }
        } else if (random.nextInt(3) == 0) {
            good();
        } else if (random.nextInt(4) == 0) {
            delete(bad);
        } else {
            List<Manner> manners = List.of(Manner.HANG, Manner.TRICKLE, Manner.BROKEN, Manner.GOOD);
            register(sources.url(manners.get(random.nextInt(manners.size())), bad));
        }
    }

    private void good() {
        String version = "560.1." + ++release;
        try {
            Path zip = DriverBundleMaker.make(folder, version, version, "561.1");
            String name = zip.getFileName().toString();
            sources.file(name, Files.readAllBytes(zip));
            Files.delete(zip);
            if (register(sources.url(Manner.GOOD, name))) {
                promised.add(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a bundle", e);
        }
    }

    private boolean register(String url) {
        return caller.call(Service.IMAGE_BUILDER, api -> api.post("/v1/driver-bundles", Map.of("url", url)))
                .filter(answer -> !answer.isProblem())
                .isPresent();
    }

    private void delete(String name) {
        caller.call(Service.IMAGE_BUILDER, api -> api.delete("/v1/driver-bundles/" + name));
    }

    private static String bundle(String version) {
        return "NVIDIA-GRID-Linux-KVM-%s-%s-571.1.zip".formatted(version, version);
    }
}
