package dev.gantry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an operator does in the pages of the console, by the labels and buttons that a person sees. */
final class OperatorPages {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);

    private final Browser browser;
    private final Page page;

    OperatorPages(Browser browser) {
        this.browser = browser;
        this.page = browser.page();
    }

    /** Returns once the bundle is in use. */
    void uploadBundle(Path bundle) {
        browser.go("#/images");
        page.getByLabel("Upload a file").setInputFiles(bundle);
        Locator row = page.locator("main li", with(bundle.getFileName().toString()));
        assertThat(row.locator(".badge", new Locator.LocatorOptions().setHasText("Published")))
                .isVisible(LONG);
    }

    /** Approves what is planned for the host. */
    void approve(String host, String reason) {
        browser.go("#/host/" + host + "?tab=plan");
        assertThat(browser.button("Approve this plan"))
                .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(180_000));
        browser.button("Approve this plan").click();
        page.getByLabel("Reason").fill(reason);
        browser.button("Approve").click();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    /** Says what the pages ask a person for on the host's way through a change where no cloud is set. */
    void drainAndActivate(String host) {
        browser.go("#/host/" + host);
        assertThat(browser.button("Confirm drained")).isVisible(LONG);
        order("Confirm drained", "no guest is on it");
        assertThat(page.locator(".head .badge", with("Configured"))).isVisible(LONG);
        order("Activate", "no Placement here");
        assertThat(page.locator(".head .badge", with("Active"))).isVisible(LONG);
    }

    private void order(String button, String reason) {
        browser.button(button).click();
        page.getByLabel("Reason").fill(reason);
        submit();
    }

    /** Gives a card other vGPUs in the layout designer: so many less of one type and more of another. */
    void retype(String host, String card, List<String> less, List<String> more) {
        browser.go("#/host/" + host + "?tab=desired");
        page.getByText("Open in the layout designer").click();
        page.locator(".filters select").selectOption(card);
        less.forEach(type -> browser.button("One " + type + " less").click());
        more.forEach(type -> browser.button("One " + type + " more").click());
        browser.button("Save as desired state").click();
        submit();
        assertThat(page.locator("main[data-page='/host/" + host + "']")).isVisible();
    }

    /** Starts a rollout of an uploaded bundle over some hosts, the first of them as a canary, after its plan was shown. */
    void rollOut(String name, List<String> hosts, String bundle) {
        browser.go("#/rollouts");
        browser.button("New rollout").click();
        page.getByLabel("Name").fill(name);
        page.getByLabel("Hosts, one a line").fill(String.join("\n", hosts));
        page.getByLabel("Address of the host driver")
                .fill(page.locator("dialog option[value$='" + bundle + "']").getAttribute("value"));
        page.getByLabel("Plans of the hosts").selectOption("Approved by the rollout");
        page.getByLabel("Hosts may begin").fill("at night");
        browser.button("Show what it would do").click();
        assertThat(page.locator("dialog [role=alert]")).containsText("daily 01:00-03:00");
        browser.picture("rollout-refused");
        page.getByLabel("Hosts may begin").fill("");
        browser.button("Show what it would do").click();
        assertThat(page.getByText("Start " + name + "?")).isVisible();
        browser.picture("rollout-plan");
        browser.button("Start").click();
        assertThat(rollout(name)).isVisible();
    }

    Locator rollout(String name) {
        return page.getByLabel("Rollout " + name, new Page.GetByLabelOptions().setExact(true));
    }

    /** Defines an image and builds it; returns once the build has ended, on its page. */
    void buildImage(String name, String definition) {
        browser.go("#/images");
        browser.button("Define an image").click();
        page.getByLabel("Name").fill(name);
        page.getByLabel("Definition as JSON").fill("{");
        browser.button("Save").click();
        assertThat(page.locator("dialog [role=alert]")).containsText("This is no JSON");
        page.getByLabel("Definition as JSON").fill(definition);
        browser.button("Save").click();
        page.locator("main li", with(name))
                .getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Build").setExact(true))
                .click();
        assertThat(page.locator("h1", with("Build of " + name))).isVisible();
        assertThat(page.locator("dt", with("SHA-256"))).isVisible(LONG);
    }

    /** Names a Git branch as the source of the configuration and returns its row. */
    Locator nameSource(String name, String url) {
        browser.go("#/sources");
        browser.button("New source").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Address of the repository").fill(url);
        submit();
        return page.locator("main li", with(name));
    }

    /** Makes a login and returns its token, which is shown once. */
    String createToken(String owner, String role) {
        browser.go("#/access");
        browser.button("New token").click();
        page.getByLabel("Who uses it").fill(owner);
        page.getByLabel("Role").selectOption(role);
        browser.button("Create").click();
        return page.locator("main [role=status] code").textContent();
    }

    void revokeToken(String owner) {
        browser.button("Revoke the token of " + owner).click();
        submit();
        assertThat(browser.button("Revoke the token of " + owner)).hasCount(0);
    }

    /** Lines "ADDRESS TYPE" of what inventory says that the host carries. */
    static List<String> vgpusOf(LocalSuite suite, String host) {
        List<String> types = new ArrayList<>();
        suite.api(Service.INVENTORY)
                .read("/v1/hosts/" + host)
                .path("devices")
                .forEach(d -> types.add(
                        d.path("address").asText() + " " + d.path("type").asText()));
        return types;
    }

    /** Version of the host driver that the host's newest inspection found. */
    static String driverOf(LocalSuite suite, String host) {
        return suite.api(Service.INVENTORY)
                .read("/v1/hosts/" + host + "/facts")
                .at("/facts/driverVersion")
                .asText();
    }

    private void submit() {
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    static Page.LocatorOptions with(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
