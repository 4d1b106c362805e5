package dev.gantry.imagebuilder.model.image;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a guest image is made, with the fields of openstack-config's {@code openstack_images} and the driver and token as references.
 * {@code members} are the projects it is shared with. {@code verification} is {@code required}, or {@code optional} for an image that may go
 * out though nobody could look inside.
 */
public record ImageDefinition(
        String name,
        String type,
        List<String> elements,
        List<String> packages,
        Map<String, EnvValue> env,
        String visibility,
        Map<String, String> properties,
        List<GitElements> gitElements,
        @Nullable String size,
        String architecture,
        @Nullable GuestDriver driver,
        @Nullable String token,
        List<String> hostGroups,
        List<String> members,
        String verification) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+:~=-]*");
    private static final Set<String> OURS = Set.of("TMP_DIR", "ELEMENTS_PATH");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String OPEN_LICENCE = "gantry_open_licence";
    private static final int LONGEST_PROPERTY = 255;
    // Images API v2, show image schema; protected, min_disk and min_ram may be set
    private static final Set<String> GLANCES = Set.of(
            ("id name status visibility owner size virtual_size checksum tags locations direct_url file self schema"
                            + " created_at updated_at container_format disk_format os_hash_algo os_hash_value os_hidden stores")
                    .split(" "));
    private static final List<String> TYPES = List.of("qcow2", "raw", "vhd", "tar", "tgz", "squashfs");
    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "x86_64", "aarch64");
    /** An image is given out only when it was looked into. */
    public static final String REQUIRED = "required";

    private static final List<String> VERIFICATIONS = List.of(REQUIRED, "optional");
    // 8c1f9d6a3a0b4d0ea1b2c3d4e5f60718
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final List<String> VISIBILITIES = List.of("private", "shared", "community", "public");
    // eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJOTFMi.c2lnbmF0dXJl
    private static final Pattern TOKEN_TEXT =
            Pattern.compile("(?s).*eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}.*");

    public ImageDefinition {
        elements = List.copyOf(elements);
        packages = List.copyOf(packages);
        env = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(env));
        properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        gitElements = List.copyOf(gitElements);
        hostGroups = List.copyOf(hostGroups);
        // definitions stored before these fields came have none
        members = List.copyOf(Objects.requireNonNullElse(members, List.of()));
        verification = Objects.requireNonNullElse(verification, REQUIRED);
    }

    /** Every violation that can be told without looking anything up; empty means none. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        expect(violations, NAME.matcher(name).matches(), "name", name, "letters, digits, dot, dash and underscore");
        expect(violations, TYPES.contains(type), "type", type, "one of " + TYPES);
        expect(
                violations,
                ARCHITECTURES.contains(architecture),
                "architecture",
                architecture,
                "one of " + ARCHITECTURES);
        expect(violations, VISIBILITIES.contains(visibility), "visibility", visibility, "one of " + VISIBILITIES);
        expect(violations, !elements.isEmpty(), "elements", "none", "at least one element");
        for (int i = 0; i < elements.size(); i++) {
            words(violations, "elements[%d]".formatted(i), elements.get(i));
        }
        for (int i = 0; i < packages.size(); i++) {
            words(violations, "packages[%d]".formatted(i), packages.get(i));
        }
        for (int i = 0; i < gitElements.size(); i++) {
            violations.addAll(gitElements.get(i).violations("gitElements[%d]".formatted(i)));
        }
        String givenSize = size;
        expect(
                violations,
                givenSize == null || givenSize.matches("[1-9]\\d{0,5}"),
                "size",
                String.valueOf(size),
                "GiB as a number");
        env.forEach((key, value) -> environment(violations, key, value));
        properties.keySet().forEach(key -> property(violations, key));
        licence(violations);
        sharing(violations);
        return violations;
    }

    /** @throws ProblemException {@code image-invalid} with every violation */
    public ImageDefinition checked() {
        List<Violation> violations = violations();
        if (!violations.isEmpty()) {
            throw ProblemException.invalid("image-invalid", "Image definition not valid", violations);
        }
        return this;
    }

    /** Whether an image nobody could look into is not given out. */
    public boolean mustBeVerified() {
        return verification.equals(REQUIRED);
    }

    /** The token this image carries: named outright, or by the variable the public element reads. */
    public java.util.Optional<String> tokenName() {
        if (token != null) {
            return java.util.Optional.of(token);
        }
        return env.values().stream()
                .filter(EnvValue.Token.class::isInstance)
                .map(v -> ((EnvValue.Token) v).name())
                .findFirst();
    }

    /**
     * The same without what does not change the bits of the image: who may see it, how it is described, where it is for, into which folder
     * another tool would check elements out, and which of its names the architecture has.
     */
    public ImageDefinition bits() {
        return new ImageDefinition(
                name,
                type,
                elements,
                packages,
                env,
                "private",
                Map.of(),
                gitElements.stream().map(GitElements::bits).toList(),
                size,
                architecture.replace("x86_64", "amd64").replace("aarch64", "arm64"),
                driver,
                token,
                List.of(),
                List.of(),
                REQUIRED);
    }

    /** The names of the fields in which another definition differs, in their order. */
    public List<String> differences(ImageDefinition other) {
        Map<String, Object> mine = fields();
        Map<String, Object> theirs = other.fields();
        return mine.keySet().stream()
                .filter(field -> !Objects.equals(mine.get(field), theirs.get(field)))
                .toList();
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("elements", elements);
        fields.put("packages", packages);
        fields.put("env", env);
        fields.put("visibility", visibility);
        fields.put("properties", properties);
        fields.put("gitElements", gitElements);
        fields.put("size", size);
        fields.put("architecture", architecture);
        fields.put("driver", driver);
        fields.put("token", token);
        fields.put("hostGroups", hostGroups);
        fields.put("members", members);
        fields.put("verification", verification);
        return fields;
    }

    /** The driver bundles that it names: that of its driver, and those of its build variables. */
    public Set<String> bundles() {
        Set<String> bundles = new LinkedHashSet<>();
        GuestDriver guest = driver;
        if (guest != null) {
            bundles.add(guest.bundle());
        }
        for (EnvValue value : env.values()) {
            if (value instanceof EnvValue.Artifact(String bundle, String part)) {
                bundles.add(bundle);
            }
        }
        return bundles;
    }

    /** What is possible but seldom meant. */
    public List<String> warnings() {
        return tokenName().isPresent() && reachesEveryone()
                ? List.of(
                        "visibility is %s: everyone could take the licence token out of the image, so it goes to no image service"
                                        .formatted(visibility)
                                + " unless property gantry_open_licence is \"true\"")
                : List.of();
    }

    /** Whether anyone outside the owning project may see it. */
    public boolean reachesEveryone() {
        boolean seenByAll = visibility.equals("public") || visibility.equals("community");
        return seenByAll && !"true".equals(properties.get(OPEN_LICENCE));
    }

    private static void words(List<Violation> violations, String path, String word) {
        expect(violations, WORD.matcher(word).matches(), path, word, "one word without blanks or quotes");
    }

    private static void environment(List<Violation> violations, String key, EnvValue value) {
        expect(violations, VARIABLE.matcher(key).matches(), "env." + key, key, "the name of a variable");
        boolean isOurs = OURS.contains(key) || key.startsWith("GANTRY_");
        expect(violations, !isOurs, "env." + key, key, "another name: this one keeps builds apart and is set for each");
        if (value instanceof EnvValue.Text(String text)) {
            if (TOKEN_TEXT.matcher(text.strip()).matches()) {
                violations.add(new Violation(
                        "env." + key,
                        "a token written out",
                        "{\"token\": \"<name>\"}",
                        "Take the token in with PUT /v1/licence-tokens/<name> and refer to it"));
            }
            // DIB_APT_SOURCES_CONF has a line for each suite
            boolean isPlain = text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
            expect(violations, isPlain, "env." + key, "characters that cannot be seen", "plain lines");
            expect(
                    violations,
                    !text.contains("://[") && !text.matches(".*https?://https?://.*"),
                    "env." + key,
                    text,
                    "a plain URL");
        }
    }

    /** What Glance keeps of every image under that name is no property: {@code visibility} would open it past its own field. */
    private static void property(List<Violation> violations, String key) {
        boolean isOurs = key.startsWith("gantry_") && !key.equals(OPEN_LICENCE);
        boolean isFree = !GLANCES.contains(key) && !isOurs && !key.isBlank() && key.length() <= LONGEST_PROPERTY;
        expect(violations, isFree, "properties." + key, key, "a name that is neither Glance's own nor Gantry's");
    }

    private void sharing(List<Violation> violations) {
        expect(
                violations,
                VERIFICATIONS.contains(verification),
                "verification",
                verification,
                "one of " + VERIFICATIONS);
        expect(
                violations,
                members.isEmpty() || visibility.equals("shared"),
                "members",
                "visibility " + visibility,
                "visibility shared, the only one that has members");
        for (String member : members) {
            expect(violations, PROJECT.matcher(member).matches(), "members", member, "the id of a project");
        }
    }

    private void licence(List<Violation> violations) {
        GuestDriver guest = driver;
        if (guest != null) {
            expect(
                    violations,
                    List.of(0, 1, 2, 4).contains(guest.featureType()),
                    "driver.featureType",
                    String.valueOf(guest.featureType()),
                    "0, 1 (vGPU), 2 (workstation) or 4 (compute)");
        }
    }

    private static void expect(List<Violation> violations, boolean holds, String path, String found, String expected) {
        if (!holds) {
            violations.add(new Violation(path, found, expected, "Correct it and send the definition again"));
        }
    }
}
