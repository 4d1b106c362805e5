package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.util.ArrayList;
import java.util.List;

/** Looks at every page: light, dark, wide and small, each with a picture in {@code target/screenshots}. */
final class PageTour {
    private static final int SMALL = 390;

    private final Browser browser;
    private final Page page;
    private final List<String> pages;

    PageTour(Browser browser, LocalSuite suite) {
        this.browser = browser;
        this.page = browser.page();
        this.pages = new ArrayList<>();
        page.locator("nav[aria-label=Pages] a")
                .all()
                .forEach(link -> pages.add(link.getAttribute("href").substring(1)));
        assertThat(pages).as("pages that the menu leads to").contains("/fleet", "/sources", "/access");
        for (String tab : List.of("cards", "plan", "history", "desired", "nova")) {
            pages.add("/host/computegpu000?tab=" + tab);
        }
        pages.add("/designer?host=computegpu007");
        pages.add("/run/" + newest(suite, Service.PROVISIONER, "/v1/runs?limit=1"));
        pages.add("/build/" + newest(suite, Service.IMAGE_BUILDER, "/v1/builds?limit=1"));
    }

    private static String newest(LocalSuite suite, Service service, String path) {
        return suite.api(service).read(path).path("items").path(0).path("id").asText();
    }

    /** No serious barrier on any page, in both colours, and no error in the browser's console. */
    void isUsableByEverybody() {
        for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            for (String path : pages) {
                browser.go("#" + path);
                browser.settle();
                browser.picture("wide-" + colours + path);
                assertThat(browser.barriers()).as(path + " " + colours).isEmpty();
            }
        }
        assertThat(browser.errors()).isEmpty();
    }

    /** Nothing has to be scrolled sideways. */
    void fitsASmallScreen() {
        page.setViewportSize(SMALL, 844);
        for (String path : pages) {
            browser.go("#" + path);
            browser.settle();
            browser.picture("small" + path);
            Object width = page.evaluate("() => document.documentElement.scrollWidth");
            assertThat(((Number) width).intValue()).as(path).isLessThanOrEqualTo(SMALL);
        }
        page.setViewportSize(1440, 900);
    }

    /** For docs/console.md, in the colours that its other pictures have. */
    void drawsTheDesigner() {
        browser.go("#/designer?host=computegpu000");
        browser.settle();
        browser.documented("console-designer");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }
}
