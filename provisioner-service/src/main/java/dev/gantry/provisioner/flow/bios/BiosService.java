package dev.gantry.provisioner.flow.bios;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.provisioner.model.bios.BiosSetting;
import dev.gantry.provisioner.model.bios.BiosVendor;
import dev.gantry.provisioner.redfish.BmcAccess;
import dev.gantry.provisioner.redfish.BmcDirectory;
import dev.gantry.provisioner.redfish.RedfishClient;
import dev.gantry.provisioner.redfish.RedfishException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and sets what a BIOS has to give for guests with GPUs. Nothing is restarted here. */
@ApplicationScoped
public class BiosService {

    private static final int UNAVAILABLE = 503;
    private static final int BAD_GATEWAY = 502;

    private final BmcDirectory controllers;

    BiosService(BmcDirectory controllers) {
        this.controllers = controllers;
    }

    /** 404 for a host without a controller, 502 or 503 when that says no or nothing. */
    public BiosView read(String host) {
        return with(host, client -> view(host, client.bios()));
    }

    /** Sets what is off; in effect after the next restart of the host. What is on, or not understood, is left alone. */
    public BiosView apply(String host) {
        return with(host, client -> {
            RedfishClient.Bios bios = client.bios();
            SortedMap<String, String> off = new TreeMap<>();
            view(host, bios).settings().stream()
                    .filter(s -> s.state() == BiosSetting.State.OFF)
                    .forEach(s ->
                            s.setting().on().ifPresent(on -> off.put(s.setting().attribute(), on)));
            if (off.isEmpty()) {
                return view(host, bios);
            }
            client.set(bios, off);
            Log.infof("bios set hostId=%s changes=%s", host, off);
            return view(host, client.bios());
        });
    }

    private <T> T with(String host, Function<RedfishClient, T> work) {
        try {
            BmcAccess access = controllers.of(host).orElseThrow(() -> missing(host));
            try (RedfishClient client = new RedfishClient(access)) {
                return work.apply(client);
            }
        } catch (RedfishException e) {
            int status = e.kind() == RedfishException.Kind.SILENT ? UNAVAILABLE : BAD_GATEWAY;
            throw Problem.of(status, "bmc-refused", "Management controller refused", String.valueOf(e.getMessage()))
                    .with("host", host)
                    .asException();
        }
    }

    private static ProblemException missing(String host) {
        return Problem.of(
                        404,
                        "bmc-missing",
                        "No management controller",
                        "The file of gantry.provisioner.bmc.path names no controller of host %s; add it there."
                                .formatted(host))
                .with("host", host)
                .asException();
    }

    private static BiosView view(String host, RedfishClient.Bios bios) {
        List<BiosView.Setting> settings = new ArrayList<>();
        BiosVendor.of(bios.manufacturer()).ifPresent(vendor -> bios.attributes()
                .forEach((name, value) -> vendor.purpose(name).ifPresent(purpose -> {
                    String later = bios.pending().get(name);
                    BiosSetting setting =
                            new BiosSetting(purpose, name, value, later == null || later.equals(value) ? null : later);
                    settings.add(new BiosView.Setting(setting, setting.state()));
                })));
        boolean isKnown = BiosVendor.of(bios.manufacturer()).isPresent();
        return new BiosView(host, bios.manufacturer(), bios.model(), isKnown, settings);
    }
}
