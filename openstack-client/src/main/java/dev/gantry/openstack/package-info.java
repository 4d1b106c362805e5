/**
 * Logins at an OpenStack cloud, for every service that calls one.
 *
 * <p>{@link dev.gantry.openstack.CloudsYaml} reads one cloud of a {@code clouds.yaml} (with its {@code secure.yaml}),
 * {@link dev.gantry.openstack.CloudOptions} the same words from elsewhere. A {@link dev.gantry.openstack.CloudSession} logs in at Keystone,
 * finds each service in the catalogue and asks it in the microversion that is given: {@code call} for one answer, {@code list} for every page,
 * {@code send} for bodies that are not JSON. Every call has a deadline over its whole length. A session logs in again when its token ends,
 * keeps the credentials in memory alone, and may be used by one thread at a time.
 *
 * <p>Whatever goes wrong is a {@link dev.gantry.openstack.RemoteException}: a reason for programs ({@code nova-down}, {@code glance-quota},
 * {@code keystone-refused}), words for people, and whether a later try may go better. The authorities of {@code GANTRY_CA_FILE} are trusted
 * where the cloud names none of its own by {@code cacert}.
 *
 * <pre>{@code
 * var compute = new CloudSession.Service("compute", "2.86");
 * var session = new CloudSession(CloudsYaml.read(Path.of("/etc/openstack/clouds.yaml"), "site"));
 * List<JsonNode> servers = session.list(compute, "/servers/detail?all_tenants=1&host=gpu7", "servers");
 * session.call(compute, "POST", "/servers/" + id + "/action", Map.of("os-migrateLive", ...));
 * }</pre>
 */
@NullMarked
package dev.gantry.openstack;

import org.jspecify.annotations.NullMarked;
