package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.MadeToken;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build.Check;
import dev.gantry.imagebuilder.model.build.Build.Verdict;
import dev.gantry.imagebuilder.model.build.DibLog;
import dev.gantry.imagebuilder.model.build.DibPhase;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.build.Redactor;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.MadeImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Builds a real, small Debian image with our element and a made-up driver package. Needs root, diskimage-builder and a Debian mirror; else it is skipped and says so. */
class DibIT {

    private static final String MIRROR = "http://deb.debian.org/debian";
    private static final String DRIVER = "nvidia-linux-grid-525_525.105.17_amd64.deb";

    private static final String TOOLS =
            Path.of("..", "local", "tools", "dib").toAbsolutePath().toString();

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(8);

    // never: files go only after the janitor has unmounted what a build bound in
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private final String token = MadeToken.until(Instant.parse("2030-01-01T00:00:00Z"));

    @BeforeAll
    static void isWorthMinutes() {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("GANTRY_REQUIRE_TOOLS"))
                        || "true".equals(System.getenv("GANTRY_REAL_IMAGE")),
                "SKIPPED, no real image build asked for: it takes minutes; set GANTRY_REAL_IMAGE=true");
    }

    @BeforeEach
    void lookWhetherItCanRun() {
        ProgramRunner.Result check = ProgramRunner.run(Duration.ofMinutes(1), List.of(TOOLS, "check"));
        Assumptions.assumeTrue(check.isOk(), "SKIPPED, no real image build here: " + check.lastLine());
        Assumptions.assumeTrue(
                mirrorAnswers(), "SKIPPED, no real image build here: %s does not answer".formatted(MIRROR));
    }

    @Test
    void aRealImageCarriesDriverTokenAndServiceAndTellsTheTokenNowhere() throws Exception {
        // given
        Redactor redactor = new Redactor(List.of(token));
        List<DibLog.Progress> heard = new CopyOnWriteArrayList<>();
        ImageDefinition image = image();
        Recipe.Place place = place();

        // when
        BuildProcess build = BuildProcess.start(
                recipe(image, place),
                folder,
                new BuildProcess.LogListener(folder.resolve("log.txt"), redactor, heard::add));
        Awaitility.await()
                .atMost(BUILD_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> build.hasEnded(Duration.ofMillis(1)));

        // then
        Assumptions.assumeFalse(
                build.exitCode() != 0 && lostTheMirror(), "SKIPPED, %s gave up in the middle".formatted(MIRROR));
        assertThat(build.exitCode())
                .as(String.join("\n", build.log().lastLines()))
                .isZero();
        assertThat(build.log().saysSuccess()).isTrue();
        assertThat(heard).extracting(DibLog.Progress::percent).isSorted();
        assertThat(heard)
                .extracting(DibLog.Progress::phase)
                .contains(DibPhase.ROOT, DibPhase.INSTALL, DibPhase.POST_INSTALL);
        Path raw = place.output(image).resolveSibling("debian-nvidia.raw");
        List<Check> checks = new ImageInspector(folder)
                .inspect(
                        raw,
                        "raw",
                        new ImageInspector.Expectation(
                                Optional.of(Sha256.of(token.getBytes(StandardCharsets.US_ASCII))),
                                Optional.of(1),
                                redactor))
                .checks();
        assertThat(checks)
                .extracting(Check::name)
                .containsExactly("token", "token-in-manifests", "gridd.conf", "service", "driver");
        assertThat(checks)
                .allSatisfy(c -> assertThat(c.verdict()).as(c.toString()).isEqualTo(Verdict.PASSED));
        assertThat(redactor.finds(Files.readString(folder.resolve("log.txt"), StandardCharsets.ISO_8859_1)))
                .isFalse();
        assertThat(Files.readString(folder.resolve("log.txt"))).doesNotContain("******");
        Sbom.write(
                Path.of(place.output(image) + ".d"),
                folder.resolve("sbom.json"),
                "debian-nvidia",
                "debian",
                RpmPackages.Found.none());
        assertThat(folder.resolve("sbom.json")).content().contains("pkg:deb/debian/nvidia-linux-grid-525@525.105.17");
        clearAndExpectNothingLeft();
    }

    @Test
    void aKilledBuildLeavesNothingOnceTheJanitorWasThere() throws Exception {
        // given
        BuildProcess build = BuildProcess.start(
                recipe(image(), place()),
                folder,
                new BuildProcess.LogListener(folder.resolve("log.txt"), new Redactor(List.of(token)), p -> {}));
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> assertThat(
                        BuildCleanup.mountsBelow(folder))
                .isNotEmpty());

        // when
        build.stop(Duration.ZERO);

        // then
        clearAndExpectNothingLeft();
    }

    /** debootstrap's and apt's words for a download that failed. */
    private boolean lostTheMirror() throws IOException {
        String log = Files.readString(folder.resolve("log.txt"), StandardCharsets.ISO_8859_1);
        return Stream.of("Failed getting release file", "Couldn't download", "Failed to fetch", "Could not resolve")
                .anyMatch(log::contains);
    }

    private void clearAndExpectNothingLeft() throws IOException {
        BuildCleanup.Found found = BuildCleanup.clear(folder, Duration.ofSeconds(1), List.of());
        assertThat(found.stuck()).isEmpty();
        assertThat(BuildCleanup.mountsBelow(folder)).isEmpty();
        assertThat(ProgramRunner.run(Duration.ofSeconds(10), List.of("losetup", "--list", "--noheadings"))
                        .output())
                .doesNotContain(folder.toString());
        assertThat(folder).isEmptyDirectory();
        Files.delete(folder);
    }

    private Recipe recipe(ImageDefinition image, Recipe.Place place) throws IOException {
        Path elements = new GantryElements().layOut(folder.resolve("elements"));
        Files.createDirectories(place.token().getParent());
        Files.writeString(place.token(), token);
        madeUpDriver(Files.createDirectories(place.drivers()).resolve(DRIVER));
        Files.createDirectories(place.temporary());
        Files.createDirectories(place.output(image).getParent());
        return Recipe.of(
                image,
                new Recipe.Resolved(
                        List.of(elements),
                        Map.of(
                                "DIB_RELEASE",
                                "bookworm",
                                "DIB_DISTRIBUTION_MIRROR",
                                MIRROR,
                                "DIB_APT_LOCAL_CACHE",
                                "0",
                                "DIB_APT_SOURCES_CONF",
                                "default:deb %s bookworm main".formatted(MIRROR)),
                        DRIVER),
                place);
    }

    private Recipe.Place place() {
        return new Recipe.Place(folder, "disk-image-create", List.of());
    }

    /** Without the element vm there is no partition table, so that it also builds where the kernel has no device mapper. */
    private static ImageDefinition image() {
        return MadeImage.of("debian-minimal")
                .named("debian-nvidia")
                .driver(new GuestDriver("made-up", null, 1))
                .token("tenant")
                .definition();
    }

    private void madeUpDriver(Path deb) throws IOException {
        Path tree = folder.resolve("package");
        write(tree.resolve("DEBIAN/control"), """
            Package: nvidia-linux-grid-525
            Version: 525.105.17
            Architecture: amd64
            Maintainer: made up <none@example.org>
            Description: made-up guest driver
            """);
        write(tree.resolve("usr/bin/nvidia-gridd"), "#!/bin/sh\nexit 0\n");
        write(
                tree.resolve("etc/nvidia/gridd.conf.template"),
                "# sample\nServerAddress=\n#ServerPort=7070\nFeatureType=0\n");
        write(tree.resolve("lib/systemd/system/nvidia-gridd.service"), """
            [Unit]
            Description=NVIDIA Grid Daemon
            [Service]
            ExecStart=/usr/bin/nvidia-gridd
            [Install]
            WantedBy=multi-user.target
            """);
        ProgramRunner.Result ran = ProgramRunner.run(
                Duration.ofSeconds(30),
                List.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), deb.toString()));
        assertThat(ran.isOk()).as(ran.output()).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static boolean mirrorAnswers() {
        try {
            HttpRequest head = HttpRequest.newBuilder(URI.create(MIRROR + "/dists/bookworm/Release"))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return HttpClient.newHttpClient()
                            .send(head, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
