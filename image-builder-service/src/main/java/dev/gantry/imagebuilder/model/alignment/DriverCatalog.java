package dev.gantry.imagebuilder.model.alignment;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What NVIDIA's vgpuDriverCatalog.yaml says of host and guest drivers. A list that is empty says nothing.
 * Meaning of allow and deny as in NVIDIA's gpu-driver-container, vgpu-util.
 */
public record DriverCatalog(String date, List<Branch> branches, List<Driver> drivers) {

    // r550_00, R550, 550
    private static final Pattern NUMBER = Pattern.compile("(?i)\\s*R?(\\d{3,4})(?!\\d).*");

    public DriverCatalog {
        branches = List.copyOf(branches);
        drivers = List.copyOf(drivers);
    }

    /** A branch on one side; {@code type} is host or guest, {@code allow} and {@code deny} name branches of the other side. */
    public record Branch(
            String name,
            String type,
            List<String> allow,
            List<String> deny,
            @Nullable LocalDate endOfSupport) {
        public Branch {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        boolean isOf(String side, int branch) {
            return type.equals(side) && number(name).filter(n -> n == branch).isPresent();
        }

        boolean denies(int branch) {
            return names(deny, branch) || (!allow.isEmpty() && !names(allow, branch));
        }

        boolean allows(int branch) {
            return names(allow, branch) && !names(deny, branch);
        }
    }

    /** One driver; {@code allow} and {@code deny} name versions of the other side and come before what the branches say. */
    public record Driver(String version, String type, List<String> allow, List<String> deny) {
        public Driver {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }
    }

    /** What it says of one pair; {@code verdict} in the words of the alignment answer. */
    public record Opinion(String verdict, String reason) {}

    /** A driver as branch number and version; the version of a what-if may be no real one. */
    public record Named(int branch, String version) {}

    /** Of the host's side; the latest where several entries name the branch. */
    public Optional<LocalDate> endOfSupport(int branch) {
        return of("host", branch)
                .map(Branch::endOfSupport)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    public Opinion of(Named host, Named guest, LocalDate today) {
        Opinion opinion = drivers(host, guest).orElseGet(() -> branches(host, guest));
        String ended = Stream.concat(of("host", host.branch()), of("guest", guest.branch()))
                .filter(b -> b.endOfSupport() != null && b.endOfSupport().isBefore(today))
                .map(b -> "; support of %s branch %s ended on %s".formatted(b.type(), b.name(), b.endOfSupport()))
                .reduce("", String::concat);
        return new Opinion(opinion.verdict(), opinion.reason() + ended);
    }

    private Optional<Opinion> drivers(Named host, Named guest) {
        for (Driver driver : drivers) {
            boolean isHost = driver.type().equals("host");
            String self = isHost ? host.version() : guest.version();
            String other = isHost ? guest.version() : host.version();
            if (!driver.version().equals(self)) {
                continue;
            }
            if (driver.deny().contains(other)) {
                return Optional.of(new Opinion(
                        "INCOMPATIBLE", "catalogue: %s driver %s denies %s".formatted(driver.type(), self, other)));
            }
            if (driver.allow().contains(other)) {
                return Optional.of(new Opinion(
                        "ALIGNED", "catalogue: %s driver %s allows %s".formatted(driver.type(), self, other)));
            }
        }
        return Optional.empty();
    }

    private Opinion branches(Named host, Named guest) {
        List<Branch> hosts = of("host", host.branch()).toList();
        List<Branch> guests = of("guest", guest.branch()).toList();
        String pair = "host branch %d and guest branch %d".formatted(host.branch(), guest.branch());
        if (hosts.isEmpty()) {
            return absent("host", host.branch());
        }
        if (guests.isEmpty()) {
            return absent("guest", guest.branch());
        }
        if (hosts.stream().allMatch(b -> b.denies(guest.branch()))
                || guests.stream().allMatch(b -> b.denies(host.branch()))) {
            return new Opinion("INCOMPATIBLE", "catalogue: %s are not allowed together".formatted(pair));
        }
        if (!areAllowed(host.branch(), guest.branch())) {
            return new Opinion("UNKNOWN", "catalogue: nothing about %s".formatted(pair));
        }
        String verdict = guest.branch() < host.branch() ? "GUEST_OLDER" : "ALIGNED";
        return new Opinion(verdict, "catalogue: %s are allowed together".formatted(pair));
    }

    private static Opinion absent(String side, int branch) {
        return new Opinion("UNKNOWN", "catalogue: %s branch %d is not in it".formatted(side, branch));
    }

    private boolean areAllowed(int host, int guest) {
        return host == guest
                || of("host", host).anyMatch(b -> b.allows(guest))
                || of("guest", guest).anyMatch(b -> b.allows(host));
    }

    private Stream<Branch> of(String side, int branch) {
        return branches.stream().filter(b -> b.isOf(side, branch));
    }

    private static boolean names(List<String> branches, int branch) {
        return branches.stream()
                .anyMatch(b -> number(b).filter(n -> n == branch).isPresent());
    }

    private static Optional<Integer> number(String name) {
        Matcher m = NUMBER.matcher(name);
        return m.matches() ? Optional.of(Integer.valueOf(m.group(1))) : Optional.empty();
    }
}
