import { html, nothing } from 'lit';
import { all, call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago, counted } from '../lib/words.js';
import { ask, attempt, badge, button, empty } from '../ui/parts.js';

const lines = (text) => text.split(/[\s,]+/).filter(Boolean);
const number = (text) => (text === '' || text === undefined ? undefined : Number(text));

class Rollouts extends Page {
  rollouts = [];

  async load() {
    this.rollouts = await items('rollouts');
    this.calls = [{ name: 'rollouts' }];
  }

  heard(event) {
    if (event.type.startsWith('host.')) this.soon(300);
  }

  async make() {
    const hosts = await all('hosts').catch(() => []);
    const a = await ask({
      title: 'New rollout', action: 'Start',
      text: html`<p>The canaries begin first; nothing else begins before they are done. More failures than the budget stop it.</p>`,
      fields: [{ name: 'name', label: 'Name', required: true, placeholder: 'driver-535' },
        { name: 'hosts', label: 'Hosts, one a line', long: true, rows: 5, required: true, value: hosts.filter((h) => h.state === 'ACTIVE').map((h) => h.name).join('\n') },
        { name: 'driver', label: 'Address of the host driver', hint: 'Left out: hosts are only brought to what is desired of them.' },
        { name: 'canary', label: 'Canaries', type: 'number', value: 1 }, { name: 'maxInFlight', label: 'At a time', type: 'number', value: 2 },
        { name: 'maxUnavailable', label: 'Of one group or zone at a time', type: 'number' }, { name: 'failureBudget', label: 'Failures allowed', type: 'number', value: 0 }],
    });
    if (!a) return;
    const names = lines(a.hosts);
    const body = { selection: { names }, change: a.driver ? { driver: { url: a.driver } } : undefined, canary: number(a.canary), maxInFlight: number(a.maxInFlight), maxUnavailable: number(a.maxUnavailable), failureBudget: number(a.failureBudget) };
    await attempt(`Rollout ${a.name} was started`, () => call('rolloutPut', { name: a.name }, { body }));
    this.soon(0);
  }

  async act(name, rollout, question, body) {
    const answer = await ask(question);
    if (answer && (await attempt(question.action + ': done', () => call(name, { name: rollout.name }, { body: body?.(answer) })))) this.soon(0);
  }

  one(r) {
    const count = (states) => r.hosts.filter((h) => states.includes(h.state)).length;
    const done = count(['SUCCEEDED']);
    const off = session.hindrance('operator');
    return html`<section class="panel"><header class="head"><h2>${r.name}</h2>${r.state === 'STOPPED' ? html`<span class="badge bad">Stopped</span>` : r.state === 'SUCCEEDED' ? html`<span class="badge good">Done</span>` : html`<span class="badge work">${r.direction === 'BACK' ? 'Given back' : 'Under way'}</span>`}
        <span class="quiet">${counted(r.hosts.length, 'host')} · ${counted(r.canary, 'canary').replace('canarys', 'canaries')} · ${r.maxInFlight} at a time · ${counted(r.failureBudget, 'failure')} allowed · ${r.createdBy}, ${ago(r.createdAt)} ago</span></header>
      <progress max=${r.hosts.length} value=${done} aria-label="Hosts that are done"></progress>
      ${r.stopped ? html`<p class="refusal">${r.stopped}</p>` : nothing}
      <ul class="rows">${r.hosts.map((h) => html`<li><a href="#/host/${encodeURIComponent(h.host)}">${h.host}</a> ${badge(h.state)} <span class="quiet">${h.waiting || ''}</span></li>`)}</ul>
      <div class="actions-row">
        ${button('Stop', () => this.act('rolloutStop', r, { title: `Stop ${r.name}?`, text: html`<p>No further host begins. Those that begun go on.</p>`, fields: [{ name: 'reason', label: 'Reason', required: true }], action: 'Stop', danger: true }, (a) => ({ reason: a.reason })), { off: off || (r.state === 'RUNNING' ? '' : 'it does not run') })}
        ${button('Resume', () => this.act('rolloutResume', r, { title: `Resume ${r.name}?`, text: html`<p>Further hosts begin.</p>`, fields: [{ name: 'budget', label: 'Failures allowed from now on', type: 'number', value: r.failureBudget }], action: 'Resume' }, (a) => ({ failureBudget: Number(a.budget) })), { off: off || (r.state === 'STOPPED' ? '' : 'it is not stopped') })}
        ${button('Roll back', () => this.act('rolloutBack', r, { title: `Roll ${r.name} back?`, text: html`<p>Hosts that begun get what they had before, the newest first, by the same rules.</p>`, action: 'Roll back', danger: true }), { off: off || (r.direction === 'BACK' ? 'it is rolled back' : '') })}
        ${button('Remove', () => this.act('rolloutDelete', r, { title: `Remove ${r.name}?`, text: html`<p>Its hosts stay as they are.</p>`, action: 'Remove', danger: true }), { off: off || (r.state === 'RUNNING' ? 'stop it first' : '') })}</div></section>`;
  }

  content() {
    return html`<div class="head"><h1>Rollouts</h1><span class="grow"></span>${button('New rollout', () => this.make(), { kind: 'primary', off: session.hindrance('operator') })}</div>
      ${this.rollouts.length ? this.rollouts.map((r) => this.one(r)) : empty('No rollout.', 'A rollout makes one change to many hosts, canary first, so many at a time, and stops when too many fail.')}`;
  }
}
customElements.define('g-page-rollouts', Rollouts);
