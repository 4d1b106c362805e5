import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { catalogue } from '../lib/mig.js';
import { Page, setQuery } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ORDERS, STATES, ago, clock, counted, short, took } from '../lib/words.js';
import { ask, attempt, badge, button, empty, flag } from '../ui/parts.js';
import '../ui/gpu.js';

const TABS = [['cards', 'Cards'], ['plan', 'Plan'], ['history', 'Lifecycle'], ['desired', 'Desired state'], ['nova', 'Nova']];
const WAYS = { LIVE_MIGRATE: 'moves live', COLD_MIGRATE: 'moves, shut down meanwhile', SHELVE: 'is shelved', WAIT: 'waits for a person' };
const orderOf = (word) => word.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const absent = (e) => {
  if ([404, 409, 502, 503, 0].includes(e.status)) return undefined;
  throw e;
};

class Host extends Page {
  async load() {
    const name = this.args[0];
    const [host, facts, plan, desired, history, runs, cat] = await Promise.all([
      call('host', { name }), call('facts', { name }).catch(absent), call('plan', { name }).catch(absent), call('desired', { name }).catch(absent),
      call('history', { name }, { query: { limit: 100 } }).catch(absent), call('runs', {}, { query: { host: name, limit: 5 } }).catch(absent), catalogue(),
    ]);
    Object.assign(this, { host, facts, desired, history, runs, cat });
    if (this.readDigest && plan && plan.digest !== this.readDigest) this.moved = { from: this.plan, to: plan };
    this.plan = plan;
    this.calls = [{ name: 'host', args: { name } }, { name: 'plan', args: { name } }, { name: 'facts', args: { name } }, { name: 'desired', args: { name } }, { name: 'history', args: { name } }];
    items('allocations', { host: name }).then((holders) => { this.holders = holders; this.requestUpdate(); }).catch(() => {});
    if ((this.query?.tab || 'cards') === 'nova') await this.loadNova();
    if (this.query?.tab === 'plan') await this.loadGuests();
  }

  async loadNova() {
    const host = this.args[0];
    [this.revisions, this.check] = await Promise.all([
      call('hostRevisions', { host }, { query: { limit: 20 } }).catch(absent), call('placementCheck', { host }).catch(absent)]);
    this.calls = [...this.calls.slice(0, 5), { name: 'hostRevisions', args: { host } }, { name: 'placementCheck', args: { host } }];
    this.requestUpdate();
  }

  /** What a drain would do with each guest; nothing where no cloud is set, or no guest can be there yet. */
  async loadGuests() {
    const host = this.args[0];
    if (!['CONFIGURED', 'ACTIVE', 'DRAINING'].includes(this.host?.state)) return;
    this.guests = await call('drainPlan', { host }).catch(absent) || null;
    this.calls = [...this.calls.slice(0, 5), { name: 'drainPlan', args: { host } }];
    this.requestUpdate();
  }

  heard(event) {
    if (event.subject === this.args[0]) this.soon();
  }

  updated(changed) {
    if (changed.has('query')) this.querySelector('[role=tab][aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (changed.has('query') && this.query?.tab === 'nova' && !this.revisions) this.loadNova();
    if (changed.has('query') && this.query?.tab === 'plan' && this.host && this.guests === undefined) this.loadGuests();
    if (this.query?.tab === 'plan' && this.plan && !this.readDigest) this.readDigest = this.plan.digest;
  }

  async order(name) {
    if (name === 'approve') return setQuery({ tab: 'plan' });
    const [title, meaning] = ORDERS[name];
    const answer = await ask({
      title: `${title} ${this.host.name}?`, text: html`<p>${meaning}</p>${name === 'provision' && this.plan?.changes.length ? this.summary(this.plan) : nothing}`,
      fields: [{ name: 'reason', label: 'Reason', required: true }], action: title, danger: ['retire', 'drain'].includes(name),
    });
    if (answer) await attempt(`${title}: accepted`, () => call(name, { name: this.host.name }, { body: { reason: answer.reason } }));
    this.soon(0);
  }

  async approve() {
    const plan = this.plan;
    const guests = plan.changes.flatMap((c) => c.guests);
    const answer = await ask({
      title: `Approve the plan of ${this.host.name}?`,
      text: html`${this.summary(plan)}<p>Exactly this plan is approved. When the host is found changed, it is refused and shown again.</p>`,
      fields: [{ name: 'reason', label: 'Reason', required: true, hint: 'Kept in the host’s history.' },
        ...(guests.length ? [{ name: 'overrideReason', label: 'Why devices may go although guests use them', hint: `Guests: ${guests.join(', ')}` }] : [])],
      action: 'Approve', danger: plan.disruptive,
    });
    if (!answer) return;
    const body = { digest: plan.digest, reason: answer.reason };
    if (answer.overrideReason) body.overrideReason = answer.overrideReason;
    const done = await attempt('Approved; the run begins', () => call('approve', { name: this.host.name }, { body }));
    this.readDigest = undefined;
    if (done) setQuery({ tab: '' });
    this.soon(0);
  }

  summary(plan) {
    const destroys = plan.changes.flatMap((c) => c.destroys);
    const reboots = plan.changes.filter((c) => c.reboot).length;
    const guests = plan.changes.flatMap((c) => c.guests);
    return html`<ul class="summary"><li>${counted(plan.changes.length, 'change')}</li>
      <li class=${destroys.length ? 'bad' : ''}>${counted(destroys.length, 'device')} destroyed</li><li class=${reboots ? 'wait' : ''}>${counted(reboots, 'reboot')}</li>
      <li class=${guests.length ? 'bad' : ''}>${guests.length ? `guests in the way: ${guests.join(', ')}` : 'no guest in the way'}</li></ul>`;
  }

  content() {
    const h = this.host;
    if (!h) return nothing;
    const tab = this.query?.tab || 'cards';
    return html`<nav class="crumbs" aria-label="Where you are"><a href="#/fleet">Fleet</a> / ${h.name}</nav>
      <div class="head"><h1>${h.name}</h1>${badge(h.state)}<span class="quiet">since ${ago(h.since)}${h.deadline ? html`, until ${clock(h.deadline)} at the latest` : nothing}</span></div>
      ${h.reason ? html`<p class="refusal"><strong>Why:</strong> ${h.reason}</p>` : nothing}
      ${this.waits()}
      ${h.flags.filter((f) => f.reason !== h.waitsFor?.reason).map((f) => html`<p class="notice">${flag(f.flag)} ${short(f.reason)}</p>`)}
      <div class="actions-row">${this.orders()}</div>
      ${this.activity()}
      <div class="tabs" role="tablist" aria-label="Of this host">${TABS.map(([key, title]) => html`<button type="button" role="tab" id="tab-${key}" aria-selected=${key === tab ? 'true' : 'false'} aria-controls="panel" @click=${() => setQuery({ tab: key === 'cards' ? '' : key })}>${title}${key === 'plan' && this.plan?.changes.length ? html` <b>${this.plan.changes.length}</b>` : nothing}</button>`)}</div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${tab}" tabindex="0">${this[tab + 'Tab']?.() ?? this.cardsTab()}</div>`;
  }

  /** What it waits for, when it is something else than what is already told. */
  waits() {
    const { waitsFor, reason, flags } = this.host;
    if (!waitsFor || waitsFor.reason === reason) return nothing;
    const raised = flags.find((f) => f.reason === waitsFor.reason);
    return html`<p class=${waitsFor.next.length ? 'notice' : 'quiet'}>${raised ? html`${flag(raised.flag)} ` : 'Waits for '}${short(waitsFor.reason)}</p>`;
  }

  /** The order that a person is asked for, as the service names it. */
  asked() {
    const words = (this.host.waitsFor?.next || []).map((call) => call.split('/').pop());
    return words.map(orderOf).find((name) => ORDERS[name]);
  }

  orders() {
    const possible = this.host.operations.map(orderOf);
    const next = this.asked();
    return Object.keys(ORDERS).filter((name) => name !== 'approve' || possible.includes('approve')).map((name) => {
      const off = session.hindrance('operator') || (possible.includes(name) ? '' : `not possible while ${STATES[this.host.state]?.[0] || this.host.state}`);
      const isNext = name === next;
      return off && !isNext && ['confirmDrained', 'activate', 'resume', 'retry'].includes(name) ? nothing : button(name === 'approve' ? 'Review plan' : ORDERS[name][0], () => this.order(name), { off, kind: isNext ? 'primary' : name === 'retire' ? 'quiet-button danger-text' : '' });
    });
  }

  activity() {
    const run = this.runs?.items[0];
    if (!run || !['QUEUED', 'RUNNING', 'WAITING'].includes(run.state)) return nothing;
    return html`<a class="activity" href="#/run/${run.id}">${badge(run.state)} <span>${run.kind === 'INSPECT' ? 'Inspection' : 'Provisioning'}${run.step ? ': ' + run.step : ''}${run.waiting ? html` · ${run.waiting}` : nothing}</span><span class="grow"></span>Follow it</a>`;
  }

  cardsTab() {
    const cards = this.facts?.facts.cards || [];
    if (!cards.length) return empty(this.facts ? 'No NVIDIA card was found.' : 'Not inspected yet.', this.facts ? 'The last inspection found no card with vendor id 10de on this host.' : 'What is on the host is known after its first inspection.');
    const desired = this.desired?.desiredState?.cards;
    const f = this.facts.facts;
    return html`<p class="quiet facts">Inspected ${ago(this.facts.at)} ago · ${[f.osId && `${f.osId} ${f.osVersion || ''}`, f.kernel, f.iommu ? 'IOMMU on' : 'IOMMU off', f.driverVersion ? `driver ${f.driverVersion}` : 'no driver', f.secureBoot && `Secure Boot ${f.secureBoot}`].filter(Boolean).join(' · ')}</p>
      ${cards.map((card) => html`<g-gpu .card=${card} .cat=${this.cat} .holders=${this.holders} .devices=${f.devices.filter((d) => d.card === card.address)} .desired=${desired ? desired.find((d) => d.address === card.address) || { functions: [] } : undefined}></g-gpu>`)}`;
  }

  planTab() {
    const plan = this.plan;
    if (!plan) return empty('There is no plan.', 'A plan is made by an inspection of the host.');
    if (!plan.changes.length && !plan.blockers.length) return empty('Nothing to do.', 'The host is as desired.');
    return html`${this.moved ? html`<div class="refusal" role="alert"><strong>The plan is another one now.</strong><p>It changed since you opened it: ${this.moved.to.text === this.moved.from?.text ? 'the same steps on other facts' : 'compare both below'}.</p>
        <div class="two"><pre>${this.moved.from?.text}</pre><pre>${this.moved.to.text}</pre></div>${button('I have read the new one', () => { this.moved = undefined; this.readDigest = plan.digest; this.requestUpdate(); })}</div>` : nothing}
      ${this.summary(plan)}
      ${plan.blockers.map((b) => html`<p class="refusal"><strong>Blocked:</strong> ${b}</p>`)}
      <ol class="changes">${plan.changes.map((c) => html`<li class=${c.destroys.length ? 'destroys' : ''}><div><code>${c.step}</code> ${c.reboot ? html`<span class="badge wait">reboot</span>` : nothing}</div>
        <p>${c.summary}</p>${c.destroys.length ? html`<p class="bad-text">Destroys ${c.destroys.join(', ')}${c.guests.length ? html`, used by <b>${c.guests.join(', ')}</b>` : ', used by no guest'}</p>` : nothing}</li>`)}</ol>
      ${this.guestList()}
      <div class="actions-row">${button('Approve this plan', () => this.approve(), { kind: 'primary', off: session.hindrance('operator') || (this.host.operations.includes('approve') || this.host.flags.some((f) => f.flag === 'needs-approval') ? '' : `a ${STATES[this.host.state]?.[0]} host waits for no approval; order Provision`) })}
        <code class="digest" title="Digest of this plan">${plan.digest}</code></div>`;
  }

  guestList() {
    if (!this.guests) return nothing;
    const servers = this.guests.servers;
    return html`<h2>Guests, when it is drained</h2>${servers.length ? html`<div class="scroller" tabindex="0" role="region" aria-label="Guests"><table><caption class="unseen">What a drain does with each guest</caption><thead><tr><th scope="col">Server</th><th scope="col">Status</th><th scope="col">What happens</th><th scope="col">Why</th></tr></thead>
      <tbody>${servers.map(({ server, chosen }) => html`<tr><td>${server.name}</td><td>${server.status}</td><td>${WAYS[chosen.way] || chosen.way}</td><td>${chosen.reason}</td></tr>`)}</tbody></table></div>` : html`<p class="quiet">Nova has no server on it.</p>`}`;
  }

  historyTab() {
    return html`<ol class="line">${(this.history?.items || []).map((e) => html`<li><time title=${e.at}>${clock(e.at)}</time><div>
      <p>${e.to && e.from !== e.to ? html`${e.from ? html`${badge(e.from)} → ` : nothing}${badge(e.to)}` : html`<strong>${e.what}</strong>`}${e.millis ? html` <span class="quiet">after ${took(e.millis)}</span>` : nothing}</p>
      <p class="quiet">${[e.cause?.who, e.cause?.why].filter(Boolean).join(': ')}</p></div></li>`)}</ol>`;
  }

  desiredTab() {
    const d = this.desired;
    if (!d) return empty('Nothing is desired of it yet.', 'Give it vgpu_definitions by a group, by its own variables, or with the layout designer.');
    return html`${[...d.problems, ...d.warnings].map((p) => html`<p class="refusal">${p.file ? html`<code>${p.file}${p.line ? ':' + p.line : ''}</code> ` : nothing}<code>${p.field}</code>: found ${p.found}, expected ${p.expected}; ${p.fix}</p>`)}
      <p><a href="#/designer?host=${encodeURIComponent(this.host.name)}">Open in the layout designer</a></p>
      <div class="scroller" tabindex="0" role="region" aria-label="Variables"><table><caption class="unseen">Variables that count for this host</caption><thead><tr><th scope="col">Variable</th><th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>
      ${Object.entries(d.variables || {}).map(([key, v]) => html`<tr><td><code>${key}</code></td><td><pre class="value" tabindex="0">${typeof v.value === 'string' ? v.value : JSON.stringify(v.value, null, 1)}</pre></td><td>${[v.source, v.file].filter(Boolean).join(', ')}</td></tr>`)}</tbody></table></div>`;
  }

  novaTab() {
    if (!this.revisions) return html`<p class="quiet" role="status">Loading …</p>`;
    const check = this.check;
    return html`<h2>Placement</h2>${check ? html`<p>${check.matches ? html`<span class="badge good">matches</span>` : html`<span class="badge bad">differs</span>`} ${check.hypervisor || ''}</p>
        <ul>${check.differences.map((x) => html`<li>${x}</li>`)}</ul>` : html`<p class="quiet">Placement was not compared yet.</p>`}
      ${button('Compare with Placement', async () => { await attempt('Asked', () => call('placementCheckStart', { host: this.host.name })); this.loadNova(); }, { off: session.hindrance('operator') })}
      <h2>Revisions</h2>${this.revisions.items.length ? html`<ul class="rows">${this.revisions.items.map((r) => html`<li><a href="#/nova/${r.id}">Revision ${r.number}</a> ${badge(r.state)} <span class="quiet">${ago(r.createdAt)} ago · ${r.files.join(', ')}</span></li>`)}</ul>` : html`<p class="quiet">None yet: they follow from the devices of a provisioned host.</p>`}`;
  }
}
customElements.define('g-page-host', Host);
