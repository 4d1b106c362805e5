package dev.gantry.kit.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results are those of Python 3.11's {@code re}. */
class PythonRegexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "(\\d+)-(\\d+) ; 17-65 ; \\2-\\1 ; 65-17",
                "(?P<a_b>x)(?P=a_b) ; xxy ; <\\g<a_b>> ; <x>y",
                "x* ; abxd ; - ; -a-b--d-",
                "[[] ; a[b ; _ ; a_b",
                "[]x] ; a]x ; _ ; a__",
                "[^]] ; a]b ; _ ; _]_",
                "[a&&b] ; a&b ; _ ; ___",
                "[a-c[] ; b[d ; _ ; __d",
                "(?i)GPU ; gpu Gpu ; x ; x x",
                "(a)|(b) ; ab ; [\\1\\2] ; [a][b]",
                "\\bgpu\\b ; gpu gpu1 ; x ; x gpu1",
                "a\\Z ; aa ; x ; ax",
                "\\. ; a.b ; \\\\ ; a\\b",
                "\\x41 ; A ; x ; x",
                "\\w+ ; Käte 7 ; x ; x x",
                "b ; abc ; $1 ; a$1c",
            })
    void replacesAsPythonDoes(String pattern, String text, String replacement, String expected) {
        assertThat(PythonRegex.of(pattern, List.of()).replaced(text, replacement, 0))
                .isEqualTo(expected);
    }

    /** An error in Python, or read otherwise by Java. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\h",
                "\\R",
                "\\Qa\\E",
                "\\p{L}",
                "\\z",
                "\\G",
                "\\e",
                "\\07",
                "(?#x)",
                "(?(1)a|b)",
                "(?<a>b)",
                "(?u)a",
                "a{,3}",
                "[",
                "[\\B]",
                "(",
                "(?P<a>b)(?P<a>c)",
                "(?P=a)",
                "*a",
                "a\\"
            })
    void whatJavaReadsOtherwiseIsRefused(String pattern) {
        assertThatThrownBy(() -> PythonRegex.of(pattern, List.of()).search("a"))
                .isInstanceOf(PythonRegex.UnsupportedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\7", "\\g<no>", "\\q", "\\0"})
    void replacementThatPythonDoesNotTakeIsRefused(String replacement) {
        assertThatThrownBy(() -> PythonRegex.of("(a)", List.of()).replaced("a", replacement, 0))
                .isInstanceOf(PythonRegex.UnsupportedException.class);
    }

    @Test
    void expressionThatTriesForTooLongEnds() {
        assertThatThrownBy(() -> PythonRegex.of("(.*)(.*)(.*)(.*)=", List.of()).search("a".repeat(300)))
                .isInstanceOf(PythonRegex.UnsupportedException.class)
                .hasMessageContaining("too long");
        Throwable deep = catchThrowable(
                () -> PythonRegex.of("(?:(a)b|(b)a)*c", List.of()).isWhole("abba".repeat(24_000)));
        if (deep != null) {
            assertThat(deep).isInstanceOf(PythonRegex.UnsupportedException.class);
        }
        assertThatThrownBy(() -> PythonRegex.of("a", List.of()).search("b".repeat(200_000)))
                .isInstanceOf(PythonRegex.UnsupportedException.class);
    }

    @Test
    void versionsGoByNumbersAndWords() {
        assertThat(PythonVersion.compare("525.60", "525.105.17")).isNegative();
        assertThat(PythonVersion.compare("1.0", "1.0.0")).isNegative();
        assertThat(PythonVersion.compare("17.0rc1", "17.0rc2")).isNegative();
        assertThatThrownBy(() -> PythonVersion.compare("1.a", "1.2")).isInstanceOf(IllegalArgumentException.class);
    }
}
