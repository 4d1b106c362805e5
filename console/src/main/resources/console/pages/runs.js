import { html } from 'lit';
import { call } from '../lib/api.js';
import { Page, setQuery } from '../lib/page.js';
import { STATES, ago } from '../lib/words.js';
import { badge, empty } from '../ui/parts.js';

class Runs extends Page {
  runs = [];

  async load() {
    const { state, host } = this.query || {};
    this.runs = (await call('runs', {}, { query: { limit: 200, state, host } })).items;
    this.calls = [{ name: 'runs', query: { state, host } }];
  }

  heard(event) {
    if (event.source?.includes('provisioner') || event.type === 'host.state-changed') this.soon(300);
  }

  updated(changed) {
    if (changed.has('query') && changed.get('query')) this.soon(0);
  }

  content() {
    const { state } = this.query || {};
    const columns = [
      { title: 'Host', className: 'host-column', sort: (r) => r.host, cell: (r) => html`<a class="name" href="#/run/${r.id}">${r.host}</a>` },
      { title: 'Kind', narrow: false, cell: (r) => (r.kind === 'INSPECT' ? 'Inspection' : 'Provisioning') },
      { title: 'State', className: 'state-column', sort: (r) => r.state, cell: (r) => badge(r.state) },
      { title: 'Waits for, or why', className: 'why', cell: (r) => html`<span class="why-text" title=${r.waiting || r.detail || ''}>${r.waiting || (r.state === 'SUCCEEDED' ? '' : [r.step, r.reason].filter(Boolean).join(': '))}</span>` },
      { title: 'Changes', narrow: false, cell: (r) => r.changes ?? '' },
      { title: 'Reboots', narrow: false, cell: (r) => r.reboots ?? '' },
      { title: 'Began', sort: (r) => r.createdAt, narrow: false, cell: (r) => ago(r.createdAt) + ' ago' },
    ];
    return html`<div class="head"><h1>Runs</h1></div><div class="chips" role="group" aria-label="Filter by state">${['RUNNING', 'WAITING', 'QUEUED', 'FAILED', 'SUCCEEDED', 'ABORTED'].map((s) => html`<button type="button" class="chip ${STATES[s][1]}" aria-pressed=${state === s ? 'true' : 'false'} @click=${() => setQuery({ state: state === s ? '' : s })}>${STATES[s][0]}</button>`)}</div>
      ${this.runs.length ? html`<g-table caption="Runs" .rows=${this.runs} .columns=${columns} .keyOf=${(r) => r.id}></g-table>` : empty('No run.', state ? 'No run is in this state.' : 'Runs begin when a host is inspected or provisioned.')}`;
  }
}
customElements.define('g-page-runs', Runs);
