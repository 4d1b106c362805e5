package dev.gantry.novaconfig.model.publish;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.render.DriverFiles;
import dev.gantry.novaconfig.model.render.HostChecks;
import dev.gantry.novaconfig.model.render.NovaConf;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a revision of a host or of the site holds, from devices and settings alone. */
public final class RevisionContents {

    private RevisionContents() {}

    public static Content ofHost(HostDevices host, SiteSettings settings) {
        List<Finding> findings = Stream.concat(
                        NovaConf.check(settings).stream(), HostChecks.of(host, settings).stream())
                .toList();
        return content(SiteFiles.ofHost(host, settings), List.of(host), settings, findings);
    }

    /**
     * Made of the hosts that pass under these settings; what is held back of a host stands in no file of the site either, and is told.
     *
     * @param driverUrls by host
     */
    public static Content ofSite(Collection<HostDevices> hosts, SiteSettings settings, Map<String, String> driverUrls) {
        List<HostDevices> passed = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(NovaConf.check(settings));
        for (HostDevices host : hosts) {
            List<Finding> errors = HostChecks.of(host, settings).stream()
                    .filter(Finding::isError)
                    .toList();
            if (errors.isEmpty()) {
                passed.add(host);
            } else {
                findings.add(leftOut(host, errors));
            }
        }
        findings.addAll(NovaConf.withoutDevice(passed, settings));
        return content(files(passed, settings, driverUrls), passed, settings, findings);
    }

    private static Finding leftOut(HostDevices host, List<Finding> errors) {
        String why = errors.stream().map(Finding::code).distinct().collect(Collectors.joining(", "));
        return Finding.warning(
                "host-left-out",
                host.host(),
                "its own revision is held back (" + why + "), so that its devices are in no file of the site.",
                "Read what to do with GET /v1/hosts/" + host.host() + "/revisions.");
    }

    private static SortedMap<String, String> files(
            Collection<HostDevices> hosts, SiteSettings settings, Map<String, String> driverUrls) {
        SortedMap<String, String> files = new TreeMap<>(SiteFiles.ofSite(hosts, settings));
        if (settings.forms().contains(SiteSettings.Form.KAYOBE)) {
            files.putAll(DriverFiles.of(driverUrls));
        }
        return files;
    }

    private static Content content(
            SortedMap<String, String> files,
            Collection<HostDevices> hosts,
            SiteSettings settings,
            List<Finding> findings) {
        List<String> classes = BookableResource.of(hosts, settings).stream()
                .map(BookableResource::key)
                .distinct()
                .toList();
        return new Content(settings.release().series(), files, classes, findings);
    }
}
