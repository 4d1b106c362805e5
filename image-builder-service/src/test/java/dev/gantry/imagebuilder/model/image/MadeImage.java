package dev.gantry.imagebuilder.model.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain definition, of which a test says only what it is about. */
public final class MadeImage {

    private final List<String> elements;
    private String name = "guest";
    private String type = "raw";
    private Map<String, EnvValue> env = Map.of();
    private String verification = ImageDefinition.REQUIRED;

    @Nullable
    private GuestDriver driver;

    @Nullable
    private String token;

    private MadeImage(List<String> elements) {
        this.elements = elements;
    }

    public static MadeImage of(String... elements) {
        return new MadeImage(List.of(elements));
    }

    public MadeImage named(String expected) {
        name = expected;
        return this;
    }

    public MadeImage type(String expected) {
        type = expected;
        return this;
    }

    public MadeImage env(String variable, EnvValue value) {
        env = Map.of(variable, value);
        return this;
    }

    public MadeImage driver(@Nullable GuestDriver expected) {
        driver = expected;
        return this;
    }

    public MadeImage token(String expected) {
        token = expected;
        return this;
    }

    public MadeImage verification(String expected) {
        verification = expected;
        return this;
    }

    public ImageDefinition definition() {
        return new ImageDefinition(
                name,
                type,
                elements,
                List.of(),
                env,
                "private",
                Map.of(),
                List.of(),
                null,
                "amd64",
                driver,
                token,
                List.of(),
                List.of(),
                verification);
    }
}
