// Every call that the console makes: service, method, path, and the command line that does the same.
// A test compares them with the services' OpenAPI documents.
export const CALLS = {
  hosts: ['inventory', 'GET', '/v1/hosts', 'host list'],
  host: ['inventory', 'GET', '/v1/hosts/{name}', 'host show {name}'],
  hostPut: ['inventory', 'PUT', '/v1/hosts/{name}', 'host apply {name} -F -'],
  plan: ['inventory', 'GET', '/v1/hosts/{name}/plan', 'host plan {name}'],
  facts: ['inventory', 'GET', '/v1/hosts/{name}/facts', 'host facts {name}'],
  history: ['inventory', 'GET', '/v1/hosts/{name}/history', 'host history {name}'],
  desired: ['inventory', 'GET', '/v1/hosts/{name}/desired-state', 'host desired-state {name}'],
  inspect: ['inventory', 'POST', '/v1/hosts/{name}/inspect', 'host inspect {name}'],
  approve: ['inventory', 'POST', '/v1/hosts/{name}/approve', 'host approve {name}'],
  activate: ['inventory', 'POST', '/v1/hosts/{name}/activate', 'host activate {name}'],
  provision: ['inventory', 'POST', '/v1/hosts/{name}/provision', 'host provision {name}'],
  drain: ['inventory', 'POST', '/v1/hosts/{name}/drain', 'host drain {name}'],
  confirmDrained: ['inventory', 'POST', '/v1/hosts/{name}/confirm-drained', 'host confirm-drained {name}'],
  maintain: ['inventory', 'POST', '/v1/hosts/{name}/maintain', 'host maintain {name}'],
  resume: ['inventory', 'POST', '/v1/hosts/{name}/resume', 'host resume {name}'],
  retry: ['inventory', 'POST', '/v1/hosts/{name}/retry', 'host retry {name}'],
  retire: ['inventory', 'POST', '/v1/hosts/{name}/retire', 'host retire {name}'],
  groups: ['inventory', 'GET', '/v1/groups', 'group list'],
  imports: ['inventory', 'POST', '/v1/imports', 'import DIR'],
  capacity: ['inventory', 'GET', '/v1/capacity', 'capacity'],
  rollouts: ['inventory', 'GET', '/v1/rollouts', 'rollout list'],
  rolloutPut: ['inventory', 'PUT', '/v1/rollouts/{name}', 'rollout start {name} --host HOST'],
  rolloutPlan: ['inventory', 'POST', '/v1/rollouts/{name}/plan', 'rollout plan {name} --host HOST'],
  rolloutDelete: ['inventory', 'DELETE', '/v1/rollouts/{name}', 'rollout remove {name}'],
  rolloutStop: ['inventory', 'POST', '/v1/rollouts/{name}/stop', 'rollout stop {name} --reason TEXT'],
  rolloutResume: ['inventory', 'POST', '/v1/rollouts/{name}/resume', 'rollout resume {name} --failure-budget N'],
  rolloutBack: ['inventory', 'POST', '/v1/rollouts/{name}/roll-back', 'rollout roll-back {name}'],
  events: ['inventory', 'GET', '/v1/events', 'event follow'],
  sources: ['inventory', 'GET', '/v1/sources', 'source list'],
  sourcePut: ['inventory', 'PUT', '/v1/sources/{name}', 'source set {name} -F -'],
  sourceFetch: ['inventory', 'POST', '/v1/sources/{name}/fetch', 'source fetch {name}'],
  sourceDelete: ['inventory', 'DELETE', '/v1/sources/{name}', 'source remove {name}'],
  webhooks: ['inventory', 'GET', '/v1/webhooks', 'webhook list'],
  webhook: ['inventory', 'GET', '/v1/webhooks/{name}', 'webhook show {name}'],
  webhookPut: ['inventory', 'PUT', '/v1/webhooks/{name}', 'webhook set {name} -F -'],
  webhookDelete: ['inventory', 'DELETE', '/v1/webhooks/{name}', 'webhook remove {name}'],
  auditInventory: ['inventory', 'GET', '/v1/audit', 'audit list --service inventory'],
  apiTokens: ['inventory', 'GET', '/v1/api-tokens', 'api-token list'],
  apiTokenCreate: ['inventory', 'POST', '/v1/api-tokens', 'api-token create --owner NAME --role ROLE'],
  apiTokenRevoke: ['inventory', 'DELETE', '/v1/api-tokens/{id}', 'api-token revoke {id}'],
  lettersInventory: ['inventory', 'GET', '/v1/dead-letters', 'dead-letter list --service inventory'],
  replayInventory: ['inventory', 'POST', '/v1/dead-letters/{id}/replay', 'dead-letter replay inventory {id}'],

  runs: ['provisioner', 'GET', '/v1/runs', 'run list'],
  run: ['provisioner', 'GET', '/v1/runs/{id}', 'run show {id}'],
  steps: ['provisioner', 'GET', '/v1/runs/{id}/steps', 'run steps {id}'],
  runLog: ['provisioner', 'GET', '/v1/runs/{id}/log', 'run watch {id}'],
  runAbort: ['provisioner', 'POST', '/v1/runs/{id}/abort', 'run abort {id} --reason TEXT'],
  runRetry: ['provisioner', 'POST', '/v1/runs/{id}/retry', 'run retry {id}'],
  runSkip: ['provisioner', 'POST', '/v1/runs/{id}/skip', 'run skip {id} --step STEP --reason TEXT'],
  auditProvisioner: ['provisioner', 'GET', '/v1/audit', 'audit list --service provisioner'],
  lettersProvisioner: ['provisioner', 'GET', '/v1/dead-letters', 'dead-letter list --service provisioner'],
  replayProvisioner: ['provisioner', 'POST', '/v1/dead-letters/{id}/replay', 'dead-letter replay provisioner {id}'],

  drainPlan: ['nova-config', 'GET', '/v1/hosts/{host}/drain-plan', 'drain plan {host}'],
  hostRevisions: ['nova-config', 'GET', '/v1/hosts/{host}/revisions', 'nova revisions {host}'],
  siteRevisions: ['nova-config', 'GET', '/v1/site/revisions', 'nova revisions'],
  revision: ['nova-config', 'GET', '/v1/revisions/{id}', 'nova show {id}'],
  revisionDiff: ['nova-config', 'GET', '/v1/revisions/{id}/diff', 'nova diff {id}'],
  revisionFile: ['nova-config', 'GET', '/v1/revisions/{id}/files/{path}', 'nova file {id} {path}'],
  publish: ['nova-config', 'POST', '/v1/revisions/{id}/publish', 'nova publish {id}'],
  novaConf: ['nova-config', 'GET', '/v1/nova-compute.conf', 'nova conf'],
  bookable: ['nova-config', 'GET', '/v1/bookable-resources', 'capacity'],
  flavors: ['nova-config', 'GET', '/v1/flavors', 'flavor list'],
  flavorPlan: ['nova-config', 'GET', '/v1/flavors/plan', 'flavor plan'],
  flavorApply: ['nova-config', 'POST', '/v1/flavors/apply', 'flavor apply'],
  allocations: ['nova-config', 'GET', '/v1/hosts/{host}/allocations', 'nova allocations {host}'],
  placementCheck: ['nova-config', 'GET', '/v1/hosts/{host}/placement-check', 'nova check {host}'],
  placementCheckStart: ['nova-config', 'POST', '/v1/hosts/{host}/placement-check', 'nova check {host}'],
  auditNovaConfig: ['nova-config', 'GET', '/v1/audit', 'audit list --service nova-config'],
  lettersNovaConfig: ['nova-config', 'GET', '/v1/dead-letters', 'dead-letter list --service nova-config'],
  replayNovaConfig: ['nova-config', 'POST', '/v1/dead-letters/{id}/replay', 'dead-letter replay nova-config {id}'],

  bundles: ['image-builder', 'GET', '/v1/driver-bundles', 'bundle list'],
  bundleUpload: ['image-builder', 'POST', '/v1/driver-bundles', 'bundle upload FILE'],
  images: ['image-builder', 'GET', '/v1/images', 'image list'],
  imageBuild: ['image-builder', 'POST', '/v1/images/{name}/builds', 'image build {name}'],
  imagePut: ['image-builder', 'PUT', '/v1/images/{name}', 'image set {name} -F -'],
  channel: ['image-builder', 'GET', '/v1/images/{image}/channels/{channel}', 'image channel show {image} {channel}'],
  channelPut: ['image-builder', 'PUT', '/v1/images/{image}/channels/{channel}', 'image channel set {image} {channel} BUILD'],
  channelRollback: ['image-builder', 'POST', '/v1/images/{image}/channels/{channel}/rollback', 'image channel rollback {image} {channel}'],
  builds: ['image-builder', 'GET', '/v1/builds', 'build list'],
  build: ['image-builder', 'GET', '/v1/builds/{id}', 'build show {id}'],
  buildLog: ['image-builder', 'GET', '/v1/builds/{id}/log', 'build watch {id}'],
  buildCancel: ['image-builder', 'POST', '/v1/builds/{id}/cancel', 'build cancel {id}'],
  tokens: ['image-builder', 'GET', '/v1/licence-tokens', 'token list'],
  tokenPut: ['image-builder', 'PUT', '/v1/licence-tokens/{name}', 'token put {name} FILE'],
  alignment: ['image-builder', 'GET', '/v1/driver-alignment', 'image alignment'],
  auditImageBuilder: ['image-builder', 'GET', '/v1/audit', 'audit list --service image-builder'],
  lettersImageBuilder: ['image-builder', 'GET', '/v1/dead-letters', 'dead-letter list --service image-builder'],
  replayImageBuilder: ['image-builder', 'POST', '/v1/dead-letters/{id}/replay', 'dead-letter replay image-builder {id}'],
};

const prefix = (service) => (service === 'inventory' ? '' : '/' + service);

export function address(name, args = {}, query = {}) {
  const [service, , path] = CALLS[name];
  const filled = path.replace(/\{(\w+)\}/g, (_, key) =>
    key === 'path' ? String(args[key]).split('/').map(encodeURIComponent).join('/') : encodeURIComponent(args[key]));
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of [].concat(value)) {
      if (one !== undefined && one !== null && one !== '') parameters.append(key, one);
    }
  }
  const text = parameters.toString();
  return prefix(service) + filled + (text ? '?' + text : '');
}

const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : "'" + String(text).replace(/'/g, "'\\''") + "'");

/** The same call for a shell; the token is never part of it. */
export function asCurl({ name, args, query, body }) {
  const method = CALLS[name][1];
  const parts = ['curl', '-H', '"Authorization: Bearer $GANTRY_TOKEN"'];
  if (method !== 'GET') parts.push('-X', method);
  if (body !== undefined) parts.push('-H', "'Content-Type: application/json'", '-d', quoted(JSON.stringify(body)));
  parts.push(quoted(location.origin + address(name, args, query)));
  return parts.join(' ');
}

export function asCommand({ name, args = {}, query = {}, body }) {
  let text = 'gantry ' + CALLS[name][3].replace(/\{(\w+)\}/g, (_, key) => quoted(String(args[key])));
  for (const key of ['state', 'group', 'flag', 'card', 'host', 'image', 'actor', 'subject', 'by']) {
    if (query[key] && !text.includes(query[key])) text += ` --${key} ${quoted(String(query[key]))}`;
  }
  if (body && body.digest) text += ' --digest ' + body.digest;
  if (body && body.reason && !text.includes('--reason')) text += ' --reason ' + quoted(body.reason);
  return text.replace('--reason TEXT', body && body.reason ? '--reason ' + quoted(body.reason) : '--reason TEXT');
}
