package dev.gantry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.simulator.DriverBundleMaker;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console in a browser against the packaged suite, as an operator uses it. The tests build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleE2E {
    private static final String RETYPED = "computegpu007";
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);
    /** Until a page shows what it is asked for, on a machine that is busy with other things. */
    private static final double PATIENCE_MS = 60_000;

    private static final int MANY = 2000;
    private static final int FIRST_PAGE_KIB = 200;

    private static LocalSuite suite;
    private static Browser browser;
    private static Page page;
    private static OperatorPages operator;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        browser = Browser.open(1440, 900, ColorScheme.DARK);
        page = browser.page();
        suite = Running.start("console", Running.STAND_IN_BUILDS);
        operator = new OperatorPages(browser);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    @Order(1)
    void letsNobodyInWithoutAKnownToken() {
        page.navigate(suite.url(Service.INVENTORY) + "/");
        page.getByLabel("Token").fill("wrong");
        browser.button("Log in").click();
        // then
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("token");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    @Order(2)
    void saysWhyTheFleetIsEmptyAndIsLight() {
        // when
        browser.logIn(suite.url(Service.INVENTORY).toString(), suite.token());
        // then
        assertThat(page.getByText("No host is enrolled yet.")).isVisible();
        double kib = browser.bytesLoaded() / 1024.0;
        assertThat(kib).as("KiB of the first page").isPositive().isLessThanOrEqualTo(FIRST_PAGE_KIB);
        browser.figure("console_first_page_kib", kib, "KiB");
        page.reload();
        assertThat(page.getByText("No host is enrolled yet.")).isVisible();
        browser.figure("console_first_page_ms", browser.sinceNavigation(), "ms");
    }

    @Test
    @Order(3)
    void bringsTheGuidesHostsToActiveByApprovingThem() throws Exception {
        // given
        operator.uploadBundle(DriverBundleMaker.make(suite.home().make("bundle")));
        browser.go("#/fleet");
        page.getByLabel("Import a configuration").setInputFiles(Example.folder(suite));
        assertThat(page.getByText("Import 3 hosts?")).isVisible();
        browser.button("Import").click();
        assertThat(page.locator("g-table .name")).hasCount(SimulatorProcess.HOSTS.size());
        // when
        for (String host : SimulatorProcess.HOSTS) {
            browser.go("#/host/" + host + "?tab=plan");
            assertThat(browser.button("Approve this plan")).isVisible(LONG);
            if (host.equals(SimulatorProcess.HOSTS.getFirst())) {
                browser.documented("console-plan");
            }
            browser.button("Approve this plan").click();
            page.getByLabel("Reason").fill("agreed with the tenants");
            browser.button("Approve").click();
            assertThat(page.locator(".head .badge", OperatorPages.with("Inspected")))
                    .hasCount(0);
        }
        for (String host : SimulatorProcess.HOSTS) {
            browser.go("#/host/" + host);
            assertThat(page.locator(".head .badge", OperatorPages.with("Configured")))
                    .isVisible(LONG);
            browser.button("Activate").click();
            page.getByLabel("Reason").fill("no Placement here");
            page.locator("dialog button[type=submit]").click();
            assertThat(page.locator(".head .badge", OperatorPages.with("Active")))
                    .isVisible();
        }
        browser.go("#/fleet");
        // then
        assertThat(page.locator("g-table .badge", OperatorPages.with("Active")))
                .hasCount(SimulatorProcess.HOSTS.size());
    }

    @Test
    @Order(4)
    void drawsTheCardsAndTellsThemAsATable() {
        browser.go("#/host/computegpu000");
        // then
        assertThat(page.locator("g-gpu")).hasCount(2);
        assertThat(page.getByRole(
                        AriaRole.IMG, new Page.GetByRoleOptions().setName("function 3 · 0000:17:00.7 · nvidia-699")))
                .isVisible();
        page.locator("g-gpu summary").first().click();
        assertThat(page.locator("g-gpu table").first()).containsText("nvidia-700");
        page.locator("g-gpu summary").first().click();
        browser.documented("console-host");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    @Order(4)
    void givesACardAnotherTypeAsTheGuideDoes() {
        // when
        operator.retype(RETYPED, "0000:81:00.0", List.of("A100D-40C", "A100D-40C"), List.of("A100D-80C"));
        operator.approve(RETYPED, "the hypervisor is empty");
        operator.drainAndActivate(RETYPED);
        // then
        assertThat(OperatorPages.vgpusOf(suite, RETYPED))
                .containsExactlyInAnyOrder(
                        "0000:21:00.4 nvidia-697", "0000:21:00.5 nvidia-697", "0000:81:00.4 nvidia-698");
    }

    @Test
    @Order(5)
    void rollsANewerDriverOutCanaryFirst() throws Exception {
        // given
        operator.uploadBundle(
                DriverBundleMaker.make(suite.home().make("bundle"), "535.161.05", "535.161.07", "538.33"));
        List<String> hosts = List.of("computegpu000", "computegpu001");
        // when
        operator.rollOut("newer-driver", hosts, "535.161.05-535.161.07-538.33.zip");
        assertThat(operator.rollout("newer-driver")).containsText("waits for canary computegpu000 to succeed");
        browser.documented("console-rollout");
        hosts.forEach(operator::drainAndActivate);
        browser.go("#/rollouts");
        // then
        assertThat(operator.rollout("newer-driver").locator(".badge", new Locator.LocatorOptions().setHasText("Done")))
                .isVisible(LONG);
        hosts.forEach(
                host -> assertThat(OperatorPages.driverOf(suite, host)).as(host).isEqualTo("535.161.05"));
    }

    @Test
    @Order(5)
    void buildsAnImage() {
        // when
        operator.buildImage("rocky", "{\"type\": \"tgz\", \"elements\": [\"debian\"], \"verification\": \"optional\"}");
        // then
        assertThat(suite.api(Service.IMAGE_BUILDER)
                        .read("/v1/builds?image=rocky")
                        .at("/items/0/state")
                        .asText())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    @Order(5)
    void makesALoginForAScriptAndTakesItBack() {
        // when
        String token = operator.createToken("portal", "viewer");
        browser.picture("token-made");
        ApiClient portal = new ApiClient(suite.url(Service.INVENTORY), token).withoutPatience();
        // then
        assertThat(portal.get("/v1/hosts").status()).isEqualTo(200);
        assertThat(portal.post("/v1/hosts/" + RETYPED + "/inspect", Map.of()).status())
                .isEqualTo(403);
        // when
        operator.revokeToken("portal");
        // then
        assertThat(portal.get("/v1/hosts").status()).isEqualTo(401);
    }

    @Test
    @Order(5)
    void saysWhyASourceIsAwayAndWhatToDo() {
        // when
        Locator source = operator.nameSource("site", "file:///no/such/repository.git");
        // then
        assertThat(source).containsText(Pattern.compile("Unreachable.*it is tried again by itself", Pattern.DOTALL));
        browser.picture("sources");
    }

    @Test
    @Order(6)
    void isUsableByEverybodyOnEveryPage() {
        PageTour tour = new PageTour(browser, suite);
        tour.isUsableByEverybody();
        tour.fitsASmallScreen();
        tour.drawsTheDesigner();
    }

    @Test
    @Order(7)
    void whatAHostSaysIsNeverMarkup() {
        // given
        String markup = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";
        ApiClient inventory = suite.api(Service.INVENTORY);
        ApiClient.require(inventory.put("/v1/hosts/marked", Map.of("groups", List.of())), "enrolling");
        ApiClient.require(inventory.post("/v1/hosts/marked/maintain", Map.of("reason", markup)), "maintaining");
        browser.go("#/host/marked?tab=history");
        // then
        assertThat(page.getByText("onerror=").first()).isVisible();
        assertThat(page.evaluate("() => window.ran === undefined && !document.querySelector('main img, main script')"))
                .isEqualTo(true);
    }

    @Test
    @Order(8)
    void showsTwoThousandHostsAndAChangeOfOne() {
        // given
        ApiClient inventory = suite.api(Service.INVENTORY);
        Running.enrol(inventory, MANY);
        page.reload();
        browser.go("#/fleet");
        // then
        assertThat(page.locator(".head .count")).containsText(Integer.toString(MANY + 4));
        browser.figure("console_first_page_2000_hosts_ms", browser.sinceNavigation(), "ms");
        assertThat(page.locator("g-table tbody tr").count()).isLessThan(80);
        browser.documented("console-fleet");
        page.getByPlaceholder("Search name").fill("many-1999");
        assertThat(page.locator("g-table .name")).hasCount(1);
        ApiClient.require(inventory.post("/v1/hosts/many-1999/maintain", Map.of("reason", "seen live")), "maintaining");
        assertThat(page.locator("g-table .badge", OperatorPages.with("Maintenance")))
                .isVisible();
        assertThat(page.url()).contains("q=many-1999");
    }

    @Test
    @Order(9)
    void bulkTellsTheResultOfEachHost() {
        // given
        page.getByPlaceholder("Search name").fill("many-199");
        assertThat(page.locator("g-table .name")).hasCount(10);
        page.getByLabel("Select all that are shown").check();
        assertThat(page.getByText("10 hosts selected")).isVisible();
        browser.button("Retire").click();
        page.getByLabel("Reason").fill("sold");
        page.locator("dialog button[type=submit]").click();
        // then
        assertThat(page.getByText("Retire: 10 of 10 asked, 0 refused")).isVisible();
    }

    @Test
    @Order(10)
    void saysThatTheConnectionIsLostAndHealsWithoutLosingWhatWasTyped() throws Exception {
        // given
        page.getByPlaceholder("Search name").fill("computegpu");
        suite.child(Service.INVENTORY.title()).kill();
        // then
        assertThat(page.getByText("Connection lost, trying again")).isVisible();
        suite.awaitServices();
        assertThat(page.locator("header .badge", OperatorPages.with("Live"))).isVisible(LONG);
        assertThat(page.getByPlaceholder("Search name")).hasValue("computegpu");
        assertThat(page.locator("g-table .name")).hasCount(SimulatorProcess.HOSTS.size());
    }

    @Test
    @Order(11)
    void logsOut() {
        browser.button("Log out").click();
        // then
        assertThat(page.getByLabel("Token")).isVisible();
        assertThat(page.evaluate("() => sessionStorage.getItem('gantry.token')"))
                .isNull();
    }
}
