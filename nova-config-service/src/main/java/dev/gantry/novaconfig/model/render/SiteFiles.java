package dev.gantry.novaconfig.model.render;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.SiteSettings.Form;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts every form at its path. Paths are relative to the kayobe configuration; maps are in order of path. */
public final class SiteFiles {

    /** The guide's file; what {@code GET /v1/nova-compute.conf} answers. */
    public static final String GROUP_CONF = "kolla/config/nova/nova-compute.conf";

    public static final String SITE_CONF = "kolla/config/nova.conf";
    public static final String API_CONF = "kolla/config/nova/nova-api.conf";
    public static final String DROP_IN = "nova.conf.d/90-gantry-gpu.conf";

    private SiteFiles() {}

    /** What one host alone reads. */
    public static SortedMap<String, String> ofHost(HostDevices host, SiteSettings settings) {
        String body = new HostRenderer(settings).body(host);
        String text = "# Written by Gantry from the devices of " + host.host() + "; changes here are lost.\n" + body;
        SortedMap<String, String> files = new TreeMap<>();
        if (settings.forms().contains(Form.HOST)) {
            files.put(hostPath(host.host(), settings.release()), text);
        }
        if (settings.forms().contains(Form.DROP_IN)) {
            files.put(DROP_IN, text);
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /** What all hosts share. */
    public static SortedMap<String, String> ofSite(Collection<HostDevices> hosts, SiteSettings settings) {
        SortedMap<String, String> files = new TreeMap<>();
        if (settings.forms().contains(Form.GROUP)) {
            files.put(GROUP_CONF, GroupForm.render(hosts, settings));
        }
        NovaConf.site(hosts, settings).ifPresent(text -> files.put(SITE_CONF, text));
        NovaConf.api(hosts, settings).ifPresent(text -> files.put(API_CONF, text));
        if (settings.forms().contains(Form.KAYOBE)) {
            files.putAll(KayobeFiles.render(hosts));
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /** kolla-ansible before 17 (2023.2) does not read a service's file in a host's folder. */
    public static String hostPath(String host, NovaRelease release) {
        String file = release.can(Capability.HOST_SERVICE_FILE) ? "nova-compute.conf" : "nova.conf";
        return "kolla/config/nova/" + host + "/" + file;
    }

    /** Whether a path of a revision belongs in a kayobe configuration repository. */
    public static boolean belongsInRepository(Map.Entry<String, String> file) {
        return !file.getKey().equals(DROP_IN);
    }
}
