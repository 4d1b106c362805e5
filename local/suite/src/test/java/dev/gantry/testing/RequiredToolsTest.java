package dev.gantry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.opentest4j.TestAbortedException;

class RequiredToolsTest {
    private static final TestAbortedException NO_SHELLCHECK = new TestAbortedException("no shellcheck here");

    @Test
    void aSkippedTestFailsWhereToolsAreRequired() {
        // when
        Throwable thrown = catchThrowable(() -> new RequiredTools(true).rethrow(NO_SHELLCHECK));
        // then
        assertThat(thrown)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("GANTRY_REQUIRE_TOOLS", "no shellcheck here")
                .hasCause(NO_SHELLCHECK);
    }

    @Test
    void elsewhereItIsSkipped() {
        assertThat(catchThrowable(() -> new RequiredTools(false).rethrow(NO_SHELLCHECK)))
                .isSameAs(NO_SHELLCHECK);
    }

    @Test
    void aFailureStaysWhatItIs() {
        // given
        AssertionError failure = new AssertionError("1 is not 2");
        // when / then
        assertThat(catchThrowable(() -> new RequiredTools(true).rethrow(failure)))
                .isSameAs(failure);
    }

    @Test
    void junitFindsItByItself() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(RequiredTools.class);
    }
}
