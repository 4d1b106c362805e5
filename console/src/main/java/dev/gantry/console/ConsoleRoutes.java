package dev.gantry.console;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What a browser finds here: the pages, who it is, what cards are known, and the other services below a prefix. */
@ApplicationScoped
class ConsoleRoutes {

    private final ConsoleSettings settings;
    private final ConsoleFiles files;
    private final ConsoleData data;
    private final ServiceProxy proxy;

    ConsoleRoutes(ConsoleSettings settings, ConsoleFiles files, ConsoleData data, ServiceProxy proxy) {
        this.settings = settings;
        this.files = files;
        this.data = data;
        this.proxy = proxy;
    }

    void add(@Observes Router router) {
        if (!settings.enabled()) {
            return;
        }
        router.get("/").handler(files::index);
        router.get("/console/config.json").handler(data::config);
        router.get("/console/me.json").handler(data::caller);
        router.get("/console/cards.json").handler(data::cards);
        router.get("/console/*").handler(files::file);
        router.get("/_static/*").handler(files::library);
        for (ServiceProxy.Target target : ServiceProxy.Target.values()) {
            router.route(target.prefix() + "/*").handler(request -> proxy.pass(target, request));
        }
    }
}
