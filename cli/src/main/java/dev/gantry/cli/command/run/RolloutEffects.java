package dev.gantry.cli.command.run;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Client;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.output.Node;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.gpu.driver.DriverFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rollout would do beyond its hosts, by what the other services know: images that no longer fit, flavors that nobody could book meanwhile. */
final class RolloutEffects {

    private final Client client;
    private final List<String> unknown = new ArrayList<>();

    RolloutEffects(Client client) {
        this.client = client;
    }

    /** For a person, a line each. @param driver address of the new driver; null when it stays */
    List<String> of(List<Node> stages, @Nullable String driver) {
        List<String> lines = new ArrayList<>();
        if (driver != null) {
            lines.addAll(images(driver, groups(stages)));
        }
        lines.addAll(flavors(stages));
        lines.addAll(unknown);
        return lines;
    }

    /** With the parents of their groups. */
    private Set<String> groups(List<Node> stages) {
        Set<String> groups = new TreeSet<>();
        hosts(stages).forEach(host -> client.read(Call.of(Operation.HOST_DESIRED_STATE, host))
                .get("groups")
                .items()
                .forEach(group -> groups.add(group.text())));
        return groups;
    }

    private static Set<String> hosts(List<Node> stages) {
        return stages.stream()
                .flatMap(stage -> stage.get("hosts").items().stream())
                .map(host -> host.get("host").text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of images that are for a group of these hosts. */
    private List<String> images(String driver, Set<String> groups) {
        Optional<String> version = version(driver);
        if (version.isEmpty()) {
            return List.of("images: the name of " + driver + " tells no version, so nobody knows which of them fit");
        }
        return known(
                        "images",
                        () -> client.items(Call.of(Operation.DRIVER_ALIGNMENT).query("hostDriver", version.get())))
                .stream()
                .filter(image -> !image.get("verdict").text().equals("ALIGNED"))
                .filter(image ->
                        image.get("hostGroups").items().stream().map(Node::text).anyMatch(groups::contains))
                .map(image -> "image %s: %s with driver %s: %s"
                        .formatted(
                                image.get("image").text(),
                                image.get("verdict").text(),
                                version.get(),
                                image.get("reason").text()))
                .toList();
    }

    private static Optional<String> version(String driver) {
        try {
            return Optional.of(DriverBundleName.fromUrl(driver).host().text());
        } catch (MalformedValueException notABundle) {
            try {
                String file = driver.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
                return Optional.of(DriverFile.parse(file).version().text());
            } catch (MalformedValueException notADriver) {
                return Optional.empty();
            }
        }
    }

    private List<String> flavors(List<Node> stages) {
        List<Node> offers = known("flavors", () -> client.items(Call.of(Operation.BOOKABLE_RESOURCES)));
        List<Node> flavors = offers.isEmpty() ? List.of() : client.items(Call.of(Operation.FLAVORS));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Set<String> away = hosts(stages.subList(i, i + 1));
            for (Node offer : offers) {
                List<String> hosts =
                        offer.get("hosts").items().stream().map(Node::text).toList();
                if (!hosts.isEmpty() && away.containsAll(hosts)) {
                    lines.add("stage %d: nobody can book %s meanwhile, only %s %s it"
                            .formatted(
                                    i + 1,
                                    named(flavors, offer),
                                    String.join(", ", hosts),
                                    hosts.size() == 1 ? "offers" : "offer"));
                }
            }
        }
        return lines;
    }

    /** The flavors that ask for it, or what is asked for where there is none. */
    private static String named(List<Node> flavors, Node offer) {
        String spec = offer.get("extraSpec").text();
        String value = offer.get("value").text();
        List<String> names = flavors.stream()
                .filter(flavor -> flavor.get("extra_specs").get(spec).text().equals(value))
                .map(flavor -> flavor.get("name").text())
                .toList();
        return names.isEmpty() ? spec + "=" + value : String.join(", ", names);
    }

    /** A service that gives no answer leaves out what only it knows, and that is said. */
    private List<Node> known(String what, Supplier<List<Node>> question) {
        try {
            return question.get();
        } catch (CallFailed | ProblemException e) {
            unknown.add(
                    what + " are not known: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", ": "));
            return List.of();
        }
    }
}
