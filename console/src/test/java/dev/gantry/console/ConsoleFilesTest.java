package dev.gantry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {
    private RunningConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new RunningConsole();
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
    }

    @Test
    void thePageAllowsItsOwnFilesAndTheOneImportMap() throws Exception {
        // when
        HttpResponse<String> page = console.get("/");
        // then
        Matcher inline =
                Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>").matcher(page.body());
        assertThat(inline.find()).isTrue();
        String digest = Base64.getEncoder()
                .encodeToString(ServedFile.sha256(inline.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self' 'sha256-" + digest + "'", "frame-ancestors 'none'")
                .contains("connect-src 'self' https://127.0.0.1:1;")
                .doesNotContain("unsafe"));
        assertThat(Pattern.compile("<script(?![^>]*(src=|importmap))")
                        .matcher(page.body())
                        .find())
                .isFalse();
        assertThat(page.body()).doesNotContain("style=", "onload=");
    }

    @Test
    void everyLibraryOfTheImportMapIsThere() throws Exception {
        // given
        Matcher libraries = Pattern.compile("\"(/_static/[^\"]+\\.js)\"")
                .matcher(console.get("/").body());
        int found = 0;
        while (libraries.find()) {
            if (libraries.group(1).matches(".*/(lit-element|trusted-types)/.*/?index\\.js")) {
                continue; // never asked for: lit names the file it needs of the one, the other holds types alone
            }
            // when
            HttpResponse<String> library = console.get(libraries.group(1));
            // then
            assertThat(library.statusCode()).as(libraries.group(1)).isEqualTo(200);
            assertThat(library.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(c -> assertThat(c).contains("immutable"));
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void sendsPackedAndOnlyWhatIsNew() throws Exception {
        // given
        HttpResponse<String> first = console.get("/console/main.js");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        // when
        HttpResponse<String> packed = console.get("/console/main.js", "Accept-Encoding", "gzip");
        HttpResponse<String> known = console.get("/console/main.js", "If-None-Match", tag);
        // then
        assertThat(first.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/javascript"));
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(known.statusCode()).isEqualTo(304);
    }

    @Test
    void servesNothingElseOfTheClassPath() throws Exception {
        for (String path : new String[] {
            "/console/../application.yaml",
            "/console/%2e%2e/META-INF/beans.xml",
            "/_static/../../META-INF/importmap.json",
            "/console/none.js"
        }) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
