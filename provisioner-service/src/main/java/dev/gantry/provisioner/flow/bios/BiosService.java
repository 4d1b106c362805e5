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
import java.util.Optional;
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

    /** The switches that count for GPUs; empty where the site names no controller for the host. @throws RedfishException for one that says no or nothing */
    Optional<List<BiosSetting>> find(String host) {
        return controllers.of(host).map(access -> {
            try (RedfishClient client = new RedfishClient(access)) {
                return settings(client.bios());
            }
        });
    }

    /** Sets what is not so yet. @throws RedfishException for a controller that is not there, or says no or nothing */
    public void set(String host, SortedMap<String, String> attributes) {
        BmcAccess access = controllers
                .of(host)
                .orElseThrow(() -> new RedfishException(
                        RedfishException.Kind.REFUSED, "host " + host + " has no management controller any more"));
        try (RedfishClient client = new RedfishClient(access)) {
            RedfishClient.Bios bios = client.bios();
            SortedMap<String, String> left = new TreeMap<>(attributes);
            left.entrySet().removeIf(e -> e.getValue().equals(bios.pending().get(e.getKey())));
            if (!left.isEmpty()) {
                client.set(bios, left);
                Log.infof("bios set hostId=%s changes=%s", host, left);
            }
        }
    }

    private static List<BiosSetting> settings(RedfishClient.Bios bios) {
        List<BiosSetting> settings = new ArrayList<>();
        BiosVendor.of(bios.manufacturer()).ifPresent(vendor -> bios.attributes()
                .forEach((name, value) -> vendor.purpose(name).ifPresent(purpose -> {
                    String later = bios.pending().get(name);
                    settings.add(
                            new BiosSetting(purpose, name, value, later == null || later.equals(value) ? null : later));
                })));
        return settings;
    }

    private static BiosView view(String host, RedfishClient.Bios bios) {
        boolean isKnown = BiosVendor.of(bios.manufacturer()).isPresent();
        List<BiosView.Setting> settings = settings(bios).stream()
                .map(setting -> new BiosView.Setting(setting, setting.state()))
                .toList();
        return new BiosView(host, bios.manufacturer(), bios.model(), isKnown, settings);
    }
}
