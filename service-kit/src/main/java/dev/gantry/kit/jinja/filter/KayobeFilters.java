package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kayobe's filters of networks: what it keeps of one stands in variables that begin with its name, {@code admin_cidr},
 * <code>admin_ips: {gpu0: 10.0.0.7}</code>. Source: kayobe, plugins/filter/networks.py.
 */
final class KayobeFilters {

    /** Those that hand on one variable. */
    private static final List<String> ATTRIBUTES = List.of(
            "vip_address",
            "fqdn",
            "interface",
            "cidr",
            "parent",
            "gateway",
            "allocation_pool_start",
            "allocation_pool_end",
            "neutron_gateway",
            "neutron_allocation_pool_start",
            "neutron_allocation_pool_end",
            "inspection_gateway",
            "inspection_allocation_pool_start",
            "inspection_allocation_pool_end",
            "vlan",
            "physical_network",
            "zone");

    static final Map<String, JinjaFilter> ALL = new HashMap<>();

    static {
        ATTRIBUTES.forEach(
                name -> ALL.put("net_" + name, (value, arguments, scope) -> attribute(value, name, arguments, scope)));
        ALL.put("net_mtu", KayobeFilters::mtu);
        ALL.put("net_ip", KayobeFilters::address);
    }

    private KayobeFilters() {}

    /** Null where it is not set. Of another host it may be another one, which is not known here. */
    private static @Nullable Object attribute(
            @Nullable Object network, String name, JinjaArguments arguments, JinjaExpression.Scope scope) {
        Object host = arguments.value(0, "inventory_hostname", null);
        if (host != null && !JinjaOperators.isEqual(host, scope.resolve("inventory_hostname"))) {
            throw EvaluationException.ansibles("net_" + name + " of " + JinjaExpression.text(host));
        }
        Object found = scope.resolve(JinjaExpression.text(network) + "_" + name);
        if (found instanceof JinjaExpression.Unset unset && !unset.why().isUnset()) {
            throw unset.why();
        }
        return found instanceof JinjaExpression.Unset ? null : found;
    }

    private static @Nullable Object mtu(
            @Nullable Object network, JinjaArguments arguments, JinjaExpression.Scope scope) {
        Object found = attribute(network, "mtu", arguments, scope);
        return found == null ? null : JinjaNumbers.whole(found);
    }

    /** The same list of addresses for every host. */
    private static @Nullable Object address(
            @Nullable Object network, JinjaArguments arguments, JinjaExpression.Scope scope) {
        Object host = arguments.has(0, "inventory_hostname")
                ? arguments.value(0, "inventory_hostname", null)
                : scope.resolve("inventory_hostname");
        return JinjaOperators.part(scope.resolve(JinjaExpression.text(network) + "_ips"), host);
    }
}
