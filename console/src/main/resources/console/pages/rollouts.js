import { html, nothing } from 'lit';
import { all, call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago, counted } from '../lib/words.js';
import { ask, attempt, badge, button, empty, tell } from '../ui/parts.js';

const CHANGES = { driver: 'A driver', reboot: 'A restart', converge: 'What is desired of them already' };
const VARIABLES = { vgpu_driver_url: 'another driver', vgpu_driver_sha256: 'its checksum', gantry_reboot_from: 'a restart', vgpu_definitions: 'another layout' };
const lines = (text) => text.split(/[\s,]+/).filter(Boolean);
const number = (text) => (text === '' || text === undefined ? undefined : Number(text));
const named = (change) => Object.entries(change).map(([key, value]) => (key === 'vgpu_driver_url' ? `driver ${String(value).split('/').pop()}` : key === 'gantry_reboot_from' ? 'a restart' : key)).join(', ') || 'what is desired already';

class Rollouts extends Page {
  rollouts = [];

  async load() {
    this.rollouts = await items('rollouts');
    this.calls = [{ name: 'rollouts' }, { name: 'rolloutPlan', args: { name: 'NAME' } }];
  }

  heard(event) {
    if (event.type.startsWith('rollout.')) this.soon(100);
  }

  /** First the questions, then what it would do; nothing begins before that was read. */
  async make() {
    const [hosts, bundles] = await Promise.all([all('hosts').catch(() => []), all('bundles', {}, {}, 500).catch(() => [])]);
    const urls = bundles.flatMap((b) => b.parts || []).filter((p) => p.url && ['BUNDLE', 'HOST_DRIVER'].includes(p.role)).map((p) => p.url);
    const body = (a) => ({ selection: { names: lines(a.hosts) }, change: a.change === CHANGES.driver ? { driver: { url: a.driver } } : a.change === CHANGES.reboot ? { reboot: true } : undefined,
      canary: number(a.canary), maxInFlight: number(a.maxInFlight), maxUnavailable: number(a.maxUnavailable), failureBudget: number(a.failureBudget), window: a.window || undefined, approve: a.approve.startsWith('Approved') });
    const planned = await ask({
      title: 'New rollout', action: 'Show what it would do',
      text: html`<p>The canaries begin first; nothing else begins before they are done. More failures than the budget stop it.</p>`,
      fields: [{ name: 'name', label: 'Name', required: true, placeholder: 'driver-535' },
        { name: 'hosts', label: 'Hosts, one a line', long: true, rows: 4, required: true, value: hosts.filter((h) => h.state === 'ACTIVE').map((h) => h.name).join('\n') },
        { name: 'change', label: 'What they get', options: Object.values(CHANGES) },
        { name: 'driver', label: 'Address of the host driver', suggestions: urls, hint: 'For a driver. Bundles that were uploaded are suggested.' },
        { name: 'canary', label: 'Canaries', type: 'number', min: 0, value: 1 }, { name: 'maxInFlight', label: 'At a time', type: 'number', min: 1, value: 2 },
        { name: 'maxUnavailable', label: 'Of one group or zone at a time', type: 'number', min: 0 }, { name: 'failureBudget', label: 'Failures allowed', type: 'number', min: 0, value: 0 },
        { name: 'window', label: 'Hosts may begin', placeholder: 'Sat,Sun 22:00-04:30 Europe/Berlin', hint: 'Days, times, zone. Left out: at any time.' },
        { name: 'approve', label: 'Plans of the hosts', options: ['Each waits for a person', 'Approved by the rollout'] }],
      work: async (a) => ({ name: a.name, body: body(a), plan: await call('rolloutPlan', { name: a.name }, { body: body(a) }) }),
    });
    if (!planned || !(await ask({ title: `Start ${planned.name}?`, text: this.stages(planned.plan), action: 'Start', work: () => call('rolloutPut', { name: planned.name }, { body: planned.body }) }))) return;
    tell(`Rollout ${planned.name} was started`);
    this.soon(0);
  }

  stages(plan) {
    return html`<ol class="changes">${plan.stages.map((s) => html`<li><strong>${s.isCanary ? 'Canary' : 'Then'}</strong>
      <ul class="rows">${s.hosts.map((h) => html`<li>${h.host} ${badge(h.state)} <span class="quiet">${[
        h.changes.length ? 'gets ' + h.changes.map((c) => VARIABLES[c] || c).join(', ') : 'has it already', h.guests == null ? 'guests not known' : counted(h.guests, 'device') + ' in use',
        h.reboots == null ? '' : counted(h.reboots, 'reboot'), h.waits ? 'waits for ' + h.waits : ''].filter(Boolean).join(' · ')}</span></li>`)}</ul>
      ${Object.keys(s.freeElsewhere).length ? html`<p class="quiet">Free elsewhere meanwhile: ${Object.entries(s.freeElsewhere).map(([k, n]) => `${n} ${k}`).join(', ')}</p>` : nothing}</li>`)}</ol>`;
  }

  async act(name, rollout, question, body) {
    const answer = await ask(question);
    if (answer && (await attempt(question.action + ': done', () => call(name, { name: rollout.name }, { body: body?.(answer) })))) this.soon(0);
  }

  one(r) {
    const done = r.hosts.filter((h) => h.state === 'SUCCEEDED').length;
    const off = session.hindrance('operator');
    return html`<section class="panel" aria-label=${`Rollout ${r.name}`}><header class="head"><h2>${r.name}</h2>${r.state === 'STOPPED' ? html`<span class="badge bad">Stopped</span>` : r.state === 'SUCCEEDED' ? html`<span class="badge good">${r.direction === 'BACK' ? 'Rolled back' : 'Done'}</span>` : html`<span class="badge work">${r.direction === 'BACK' ? 'Rolling back' : 'Under way'}</span>`}
        <span class="quiet">${done} of ${counted(r.hosts.length, 'host')} done</span></header>
      <p class="quiet">${named(r.change)} · ${counted(r.canary, 'canary').replace('canarys', 'canaries')} · ${r.maxInFlight} at a time · ${counted(r.failureBudget, 'failure')} allowed${r.window ? ` · begins ${r.window}` : ''} · ${r.createdBy}, ${ago(r.createdAt)} ago</p>
      <progress max=${r.hosts.length} value=${done} aria-label="Hosts that are done"></progress>
      ${r.stopped ? html`<p class="refusal">${r.stopped}</p>` : nothing}
      <ul class="rows">${r.hosts.map((h) => html`<li><a href="#/host/${encodeURIComponent(h.host)}">${h.host}</a> ${badge(h.state)} <span class="quiet">${h.waiting?.startsWith('for ') ? 'waits ' : ''}${h.waiting || ''}</span></li>`)}</ul>
      <div class="actions-row">
        ${button('Stop', () => this.act('rolloutStop', r, { title: `Stop ${r.name}?`, text: html`<p>No further host begins. Those that begun go on.</p>`, fields: [{ name: 'reason', label: 'Reason', required: true }], action: 'Stop', danger: true }, (a) => ({ reason: a.reason })), { off: off || (r.state === 'RUNNING' ? '' : 'it does not run') })}
        ${button('Resume', () => this.act('rolloutResume', r, { title: `Resume ${r.name}?`, text: html`<p>Further hosts begin.</p>`, fields: [{ name: 'budget', label: 'Failures allowed from now on', type: 'number', min: 0, value: r.failureBudget }], action: 'Resume' }, (a) => ({ failureBudget: Number(a.budget) })), { off: off || (r.state === 'STOPPED' ? '' : 'it is not stopped') })}
        ${button('Roll back', () => this.act('rolloutBack', r, { title: `Roll ${r.name} back?`, text: html`<p>Hosts that begun get what they had before, the newest first, by the same rules.</p>`, action: 'Roll back', danger: true }), { off: off || (r.direction === 'BACK' ? 'it is rolled back' : '') })}
        ${button('Remove', () => this.act('rolloutDelete', r, { title: `Remove ${r.name}?`, text: html`<p>Its hosts stay as they are.</p>`, action: 'Remove', danger: true }), { off: off || (r.state === 'RUNNING' ? 'stop it first' : '') })}</div></section>`;
  }

  content() {
    return html`<div class="head"><h1>Rollouts</h1><span class="grow"></span>${button('New rollout', () => this.make(), { kind: 'primary', off: session.hindrance('operator') })}</div>
      ${this.rollouts.length ? this.rollouts.map((r) => this.one(r)) : empty('No rollout.', 'A rollout makes one change to many hosts, canary first, so many at a time, and stops when too many fail.')}`;
  }
}
customElements.define('g-page-rollouts', Rollouts);
