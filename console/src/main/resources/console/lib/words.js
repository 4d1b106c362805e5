// Texts for people: states, times, sizes.
export const STATES = {
  ENROLLED: ['Enrolled', 'rest', 'known, not yet inspected'],
  INSPECTING: ['Inspecting', 'work', 'the provisioner looks at it'],
  INSPECTED: ['Inspected', 'wait', 'facts and plan are there'],
  PROVISIONING: ['Provisioning', 'work', 'a run brings it to the desired state'],
  PROVISIONED: ['Provisioned', 'wait', 'as desired; nova does not know yet'],
  CONFIGURED: ['Configured', 'wait', 'nova is configured; Placement has not shown it yet'],
  ACTIVE: ['Active', 'good', 'bookable'],
  DRAINING: ['Draining', 'work', 'guests leave before it is changed'],
  FAILED: ['Failed', 'bad', 'work ended badly'],
  MAINTENANCE: ['Maintenance', 'rest', 'a person works on it'],
  RETIRED: ['Retired', 'rest', 'has left'],
  QUEUED: ['Queued', 'rest', 'waits for its turn'],
  RUNNING: ['Running', 'work', 'a worker is at it'],
  WAITING: ['Waiting', 'wait', 'waits for something'],
  UNDER_WAY: ['Under way', 'work', 'its turn has come'],
  SOAKING: ['Soaking', 'wait', 'has to stay bookable for a while'],
  SUCCEEDED: ['Succeeded', 'good', 'done'],
  ABORTED: ['Aborted', 'rest', 'a person ended it'],
  SATISFIED: ['Nothing to do', 'good', 'was as desired'],
  CHANGED: ['Changed', 'good', 'was changed and inspected again'],
  REBOOTING: ['Rebooting', 'work', 'waits for the host'],
  SKIPPED: ['Skipped', 'rest', 'left out'],
  READY: ['Ready', 'wait', 'rendered, not yet published'],
  HELD: ['Held', 'bad', 'cannot be published as it is'],
  PUBLISHED: ['Published', 'good', 'in use'],
  CURRENT: ['Current', 'good', 'the newest commit is in force'],
  REFUSED: ['Refused', 'bad', 'the newest commit cannot be imported'],
  DIVERGED: ['Diverged', 'bad', 'the history of the branch was replaced'],
  BRANCH_MISSING: ['Branch missing', 'bad', 'the repository has no such branch'],
  UNREACHABLE: ['Unreachable', 'bad', 'the repository is away, or refuses'],
};

export const FLAGS = {
  'needs-host-key': 'needs the SSH host key', 'needs-approval': 'plan waits for approval', 'layout-impossible': 'layout cannot be made',
  blocked: 'plan is blocked', drifted: 'differs from what was provisioned', 'inspection-failed': 'last inspection failed',
  'placement-mismatch': 'Placement shows something else', 'revision-held': 'nova configuration is held back',
  'change-pending': 'desired state changed; the plan waits', 'nova-drain': 'Nova moves its guests', drained: 'no guest is left',
  'maintenance-requested': 'maintenance when its work ends', 'provisioning-requested': 'will be provisioned next',
};

export const MOVES = {
  ENROLLED: ['inspect', 'maintain', 'retire'], INSPECTING: ['maintain'], INSPECTED: ['inspect', 'approve', 'provision', 'maintain', 'retire'],
  PROVISIONING: ['maintain'], PROVISIONED: ['inspect', 'provision', 'maintain', 'retire'],
  CONFIGURED: ['activate', 'inspect', 'provision', 'drain', 'maintain', 'retire'],
  ACTIVE: ['inspect', 'provision', 'drain', 'maintain', 'retire'], DRAINING: ['confirmDrained', 'resume', 'inspect', 'maintain'],
  FAILED: ['retry', 'inspect', 'maintain', 'retire'], MAINTENANCE: ['resume', 'retire'], RETIRED: [],
};

export const ORDERS = {
  inspect: ['Inspect', 'Look at the host now. Changes nothing there.'],
  approve: ['Approve plan', 'Agree to exactly the plan that is shown.'],
  provision: ['Provision', 'Carry out the current plan. A bookable host is drained first.'],
  drain: ['Drain', 'Let guests leave; Nova schedules no new ones there.'],
  confirmDrained: ['Confirm drained', 'Say that no guest is left on the host.'],
  activate: ['Activate', 'Say that the host is bookable, where no Placement proves it.'],
  maintain: ['Maintenance', 'Take the host for maintenance, now or when its work ends.'],
  resume: ['Resume', 'Give the host back after maintenance, or call off a drain.'],
  retry: ['Retry', 'Go back to the work that failed.'],
  retire: ['Retire', 'Let the host go; its devices are no longer offered.'],
};

export function ago(time, now = Date.now()) {
  if (!time) return '';
  const seconds = Math.max(0, Math.round((now - new Date(time)) / 1000));
  if (seconds < 60) return seconds + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  if (seconds < 86400) return Math.floor(seconds / 3600) + ' h ' + Math.floor((seconds % 3600) / 60) + ' min';
  return Math.floor(seconds / 86400) + ' d';
}

export function clock(time) {
  if (!time) return '';
  const at = new Date(time);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString('en-GB') : at.toISOString().slice(0, 16).replace('T', ' ');
}

export function took(millis) {
  if (millis === undefined || millis === null) return '';
  if (millis < 1000) return millis + ' ms';
  return millis < 60_000 ? (millis / 1000).toFixed(1) + ' s' : Math.floor(millis / 60_000) + ' min ' + Math.round((millis % 60_000) / 1000) + ' s';
}

export function bytes(n) {
  if (!n) return '';
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(3, Math.floor(Math.log2(n) / 10));
  return (n / 1024 ** power).toFixed(power > 1 ? 1 : 0) + ' ' + units[power];
}

export const counted = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** A sentence with its digests cut down to what tells them apart for a person. */
export const short = (text) => (text || '').replace(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, '$1…');
