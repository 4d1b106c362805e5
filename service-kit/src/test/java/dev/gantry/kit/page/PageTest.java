package dev.gantry.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.kit.http.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void cutsAtTheLimitAndPointsBehindTheLastItem() {
        // when
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, 7L, s -> s);
        // then
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.decode(page.next())).isEqualTo("b");
        assertThat(page.total()).isEqualTo(7);
    }

    @Test
    void lastPageHasNoCursor() {
        assertThat(Page.of(List.of("a"), 2, 1L, s -> s).next()).isNull();
    }

    @Test
    void refusesACursorThatIsNotOurs() {
        for (String foreign : List.of("%%%", "abc", "", "YQ", "AAAAAA", "MDE5OGYyYTktMTFjNA")) {
            assertThatThrownBy(() -> Cursor.decode(foreign)).as(foreign).isInstanceOf(ProblemException.class);
        }
    }
}
