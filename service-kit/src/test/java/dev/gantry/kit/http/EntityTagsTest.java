package dev.gantry.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class EntityTagsTest {

    @Test
    void acceptsTheCurrentTagAndTheStar() {
        assertThatCode(() -> EntityTags.require("\"7\"", 7)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTags.require("*", 7)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTags.require("\"7-1a2b3c4d\"", 7)).doesNotThrowAnyException();
    }

    @Test
    void refusesAStaleTagAndNamesBoth() {
        // when
        ProblemException trouble = catchThrowableOfType(ProblemException.class, () -> EntityTags.require("\"6\"", 7));
        // then
        assertThat(trouble.problem().status()).isEqualTo(412);
        assertThat(trouble.problem().detail()).contains("\"6\"", "\"7\"");
    }

    @Test
    void refusesAMissingTag() {
        ProblemException trouble = catchThrowableOfType(ProblemException.class, () -> EntityTags.require(null, 7));
        assertThat(trouble.problem().status()).isEqualTo(428);
    }
}
