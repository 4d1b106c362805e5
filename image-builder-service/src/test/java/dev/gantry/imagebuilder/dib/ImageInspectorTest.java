package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.imagebuilder.model.build.Build.Check;
import dev.gantry.imagebuilder.model.build.Build.Verdict;
import dev.gantry.imagebuilder.model.build.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of type tar, which are unpacked by the real tar. */
class ImageInspectorTest {
    private static final ImageInspector.Expectation DRIVER =
            new ImageInspector.Expectation(Optional.empty(), Optional.of(1), new Redactor(List.of()));

    @TempDir
    Path folder;

    private Path guest;
    private Path build;

    @BeforeEach
    void emptyGuest() throws IOException {
        guest = Files.createDirectories(folder.resolve("guest"));
        build = Files.createDirectories(folder.resolve("build"));
        put("etc/hostname", "guest\n");
        put("usr/share/doc/large", "not looked at\n");
    }

    @Test
    void onlyWhatIsLookedAtIsUnpacked() throws Exception {
        // given
        put("etc/nvidia/gridd.conf", "ServerAddress=\nFeatureType=1\n");
        put("etc/systemd/system/multi-user.target.wants/nvidia-gridd.service", "");
        put("usr/bin/nvidia-gridd", "");

        // when
        ImageInspector.Result result = look(DRIVER);

        // then
        assertThat(result.checks())
                .extracting(Check::name, Check::verdict)
                .containsExactlyInAnyOrder(
                        tuple("gridd.conf", Verdict.PASSED),
                        tuple("service", Verdict.PASSED),
                        tuple("driver", Verdict.PASSED));
        assertThat(build.resolve("look/usr/share")).doesNotExist();
    }

    @Test
    void anImageWithoutTheDriverIsLookedIntoAllTheSame() throws Exception {
        // when
        ImageInspector.Result result = look(DRIVER);

        // then
        assertThat(result.checks())
                .extracting(Check::verdict)
                .containsExactly(Verdict.FAILED, Verdict.FAILED, Verdict.FAILED);
    }

    @Test
    void anImageThatIsCutOffIsNotTakenForGood() throws Exception {
        // given
        put("usr/bin/nvidia-gridd", "x".repeat(1 << 20));
        Path image = image();
        Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 500_000));

        // when
        ImageInspector.Result result = new ImageInspector(build).inspect(image, "tar", DRIVER);

        // then
        assertThat(result.checks()).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.NOT_CHECKED);
            assertThat(check.found()).contains("Unexpected EOF");
        });
    }

    private ImageInspector.Result look(ImageInspector.Expectation expected) throws IOException {
        return new ImageInspector(build).inspect(image(), "tar", expected);
    }

    private Path image() {
        Path image = folder.resolve("guest.tar");
        ProgramRunner.Result ran = ProgramRunner.run(
                Duration.ofMinutes(1), List.of("tar", "-cf", image.toString(), "-C", guest.toString(), "."), Map.of());
        assertThat(ran.isOk()).as(ran.output()).isTrue();
        return image;
    }

    private void put(String path, String text) throws IOException {
        Path file = guest.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
