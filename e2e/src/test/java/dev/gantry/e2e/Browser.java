package dev.gantry.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium of the system, with one page of the console. */
final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final double PATIENCE_MS = 120_000;

    private final Playwright playwright;
    private final BrowserContext context;
    private final Page page;
    /** What the page wrote to its console as an error: a breach of the content policy, a failure of a script. */
    private final List<String> errors = new ArrayList<>();

    private Browser(Playwright playwright, BrowserContext context) {
        this.playwright = playwright;
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                errors.add(message.text());
            }
        });
    }

    static Browser open(int width, int height, ColorScheme colours) {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(chromium != null, "SKIPPED, no Chromium here: apt-get install chromium");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserContext context = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(FLAGS))
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colours));
        return new Browser(playwright, context);
    }

    Page page() {
        return page;
    }

    List<String> errors() {
        return errors;
    }

    void logIn(String url, String token) {
        page.navigate(url + "/");
        page.getByLabel("Token").fill(token);
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("Log in"))
                .click();
        page.locator("nav[aria-label=Pages]").waitFor();
    }

    void go(String hash) {
        page.evaluate("hash => { location.hash = hash; }", hash);
        String path = hash.substring(1).replaceFirst("[?].*", "");
        page.locator("main[data-page='" + path + "'] h1").first().waitFor();
    }

    Locator button(String name) {
        return page.getByRole(
                com.microsoft.playwright.options.AriaRole.BUTTON, named(name).setExact(true));
    }

    /** Serious and critical findings of axe on what is shown, in words. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "best-practice")).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Browser::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> String.valueOf(node.getHtml()))
                        .toList();
    }

    /** Milliseconds since the page was asked for. */
    double sinceNavigation() {
        return ((Number) page.evaluate("() => performance.now()")).doubleValue();
    }

    /** What the pages, scripts and pictures of the console weigh as they came over the wire; answers of the API are left out. */
    int bytesLoaded() {
        Object bytes = page.evaluate("() => performance.getEntriesByType('resource')"
                + ".concat(performance.getEntriesByType('navigation')).filter(e => !e.name.includes('/v1/'))"
                + ".reduce((sum, e) => sum + Math.max(e.transferSize, e.encodedBodySize), 0)");
        return ((Number) bytes).intValue();
    }

    /** Prints a figure as the benches do; what a machine that is busy takes is no promise and is asserted nowhere. */
    void figure(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "{\"name\":\"%s\",\"value\":%.1f,\"unit\":\"%s\"}%n", name, value, unit);
    }

    /** Waits until the page has read what it shows. */
    void settle() {
        page.waitForCondition(() -> page.getByText("Loading …").count() == 0);
    }

    void picture(String name) {
        String file =
                name.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", file + ".png")));
    }

    /** A picture that docs/console.md shows; it is written there with {@code -Dpictures.write=true}. */
    void documented(String name) {
        picture(name);
        if (Boolean.getBoolean("pictures.write")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("..", "docs", "pictures", name + ".png")));
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }
}
