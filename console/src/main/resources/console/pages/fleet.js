import { html, nothing } from 'lit';
import { all, call } from '../lib/api.js';
import { Page, setQuery } from '../lib/page.js';
import { session } from '../lib/session.js';
import { FLAGS, MOVES, ORDERS, STATES, ago, counted, short } from '../lib/words.js';
import { ask, attempt, badge, button, empty } from '../ui/parts.js';

const BULK = ['inspect', 'provision', 'drain', 'activate', 'maintain', 'resume', 'retry', 'retire'];
const AT_ONCE = 6;
const MOST_FILE = 4 * 1024 * 1024;

class Fleet extends Page {
  static properties = { selection: { state: true }, results: { state: true }, progress: { state: true } };
  hosts = [];
  selection = new Set();

  async load() {
    const [hosts] = await Promise.all([all('hosts'), this.count()]);
    this.hosts = hosts;
    this.calls = [{ name: 'hosts', query: this.query }, { name: 'capacity', query: { by: 'host' } }];
  }

  /** What each host has of each vGPU type. The list of hosts is there without it. */
  async count() {
    const capacity = await call('capacity', {}, { query: { by: 'host' } }).catch(() => undefined);
    this.vgpus = capacity ? Map.groupBy(capacity.figures, (f) => f.by) : undefined;
  }

  heard(event) {
    if (!event.type.startsWith('host.') && !event.type.startsWith('placement') && !event.type.startsWith('nova-config')) return;
    const host = this.hosts.find((h) => h.name === event.subject);
    if (!host) {
      this.soon();
    } else if (event.type === 'host.state-changed' && event.data.to) {
      host.state = event.data.to;
      host.since = event.time;
      this.refresh(host);
    } else {
      this.refresh(host);
    }
  }

  /** One host is asked for again, not the fleet; many at once are read as one list. */
  refresh(host) {
    this.stale ||= new Set();
    this.stale.add(host.name);
    clearTimeout(this.refreshing);
    this.requestUpdate();
    this.refreshing = setTimeout(async () => {
      const names = [...this.stale];
      this.stale.clear();
      if (names.length > 10) return this.reload();
      await Promise.all(names.map(async (name) => {
        const seen = await call('host', { name }).catch(() => undefined);
        const line = this.hosts.find((h) => h.name === name);
        if (seen && line) Object.assign(line, { state: seen.state, since: seen.since, version: seen.version, flags: seen.flags.map((f) => f.flag), reason: seen.waitsFor?.reason || seen.reason });
      }));
      await this.count();
      this.hosts = [...this.hosts];
      this.requestUpdate();
    }, 120);
  }

  shown() {
    const { state, flag: flagged, group, q } = this.query || {};
    const text = (q || '').toLowerCase();
    return this.hosts.filter((h) => (!state || h.state === state) && (!flagged || h.flags.includes(flagged)) && (!group || h.groups.includes(group))
      && (!text || [h.name, h.address, h.reason, ...h.groups, ...h.flags].some((t) => (t || '').toLowerCase().includes(text))));
  }

  async order(name) {
    const [title, meaning] = ORDERS[name];
    const names = [...this.selection];
    const able = names.filter((n) => MOVES[this.hosts.find((h) => h.name === n)?.state]?.includes(name));
    const answer = await ask({
      title: `${title}: ${counted(names.length, 'host')}`,
      text: html`<p>${meaning}</p>${able.length < names.length ? html`<p class="refusal">${names.length - able.length} of them cannot do this in their state; they will refuse and say why.</p>` : nothing}`,
      fields: [{ name: 'reason', label: 'Reason', required: true, hint: 'Kept in each host’s history.' }],
      action: title, danger: ['retire', 'drain'].includes(name),
    });
    if (!answer) return;
    this.results = [];
    this.progress = { done: 0, all: names.length, title };
    const open = [...names];
    const worker = async () => {
      for (let host = open.shift(); host; host = open.shift()) {
        try {
          const result = await call(name, { name: host }, { body: { reason: answer.reason } });
          this.results = [...this.results, { host, ok: true, text: STATES[result?.state]?.[0] || 'accepted' }];
        } catch (e) {
          this.results = [...this.results, { host, ok: false, text: `${e.title}: ${e.message}` }];
        }
        this.progress = { ...this.progress, done: this.progress.done + 1 };
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  filters() {
    const counts = {};
    const flags = {};
    this.hosts.forEach((h) => {
      counts[h.state] = (counts[h.state] || 0) + 1;
      h.flags.forEach((f) => (flags[f] = (flags[f] || 0) + 1));
    });
    const groups = [...new Set(this.hosts.flatMap((h) => h.groups))].sort();
    const query = this.query || {};
    return html`<div class="filters">
      <label class="search"><span class="unseen">Search</span><input type="search" placeholder="Search name, address, group, reason" .value=${query.q || ''} @input=${(e) => setQuery({ q: e.target.value })}></label>
      <label><span class="unseen">Group</span><select @change=${(e) => setQuery({ group: e.target.value })}><option value="">All groups</option>${groups.map((g) => html`<option value=${g} ?selected=${query.group === g}>${g}</option>`)}</select></label>
      </div><div class="chips" role="group" aria-label="Filter by state and flag">
      ${Object.keys(STATES).filter((s) => counts[s]).map((s) => html`<button type="button" class="chip ${STATES[s][1]}" aria-pressed=${query.state === s ? 'true' : 'false'} @click=${() => setQuery({ state: query.state === s ? '' : s })}>${STATES[s][0]} <b>${counts[s]}</b></button>`)}
      ${Object.keys(flags).sort().map((f) => html`<button type="button" class="chip flagged" title=${FLAGS[f] || f} aria-pressed=${query.flag === f ? 'true' : 'false'} @click=${() => setQuery({ flag: query.flag === f ? '' : f })}>${f} <b>${flags[f]}</b></button>`)}</div>`;
  }

  bulk() {
    if (!this.selection.size) return nothing;
    return html`<div class="bulk" role="group" aria-label="For the selected hosts"><strong>${counted(this.selection.size, 'host')} selected</strong>
      ${BULK.map((name) => button(ORDERS[name][0], () => this.order(name), { off: session.hindrance('operator') }))}
      ${button('Clear', () => (this.selection = new Set()), { kind: 'quiet-button' })}</div>`;
  }

  outcome() {
    if (!this.results) return nothing;
    const failed = this.results.filter((r) => !r.ok);
    const { done, all: total, title } = this.progress;
    return html`<section class="outcome" aria-live="polite"><header><strong>${title}: ${done} of ${total} asked, ${failed.length} refused</strong>
      ${failed.length ? button('Select the refused', () => (this.selection = new Set(failed.map((r) => r.host)))) : nothing}${button('Close', () => (this.results = undefined), { kind: 'quiet-button' })}</header>
      <progress max=${total} value=${done}></progress>
      <ul>${[...failed, ...this.results.filter((r) => r.ok)].slice(0, 200).map((r) => html`<li class=${r.ok ? 'ok' : 'bad'}><a href="#/host/${encodeURIComponent(r.host)}">${r.host}</a> ${r.text}</li>`)}</ul></section>`;
  }

  /** A kayobe configuration as a folder of this machine: first what would be, then for real. */
  async take(e) {
    const files = [...e.target.files].filter((f) => f.size < MOST_FILE);
    e.target.value = '';
    if (!files.length) return;
    const { imported } = await import('../lib/imports.js');
    const report = await attempt('Read; nothing is changed yet', () => imported(files, true));
    if (!report) return;
    const remarks = (list, kind) => list.slice(0, 20).map((v) => html`<p class=${kind}>${v.file ? html`<code>${v.file}${v.line ? ':' + v.line : ''}</code> ` : nothing}<code>${v.field}</code>: found ${v.found}, expected ${v.expected}; ${v.fix}</p>`);
    const count = (outcome) => report.hosts.filter((h) => h.outcome === outcome).length;
    const answer = await ask({
      title: report.problems.length ? 'This configuration cannot be imported' : `Import ${counted(report.hosts.length, 'host')}?`,
      text: html`<ul class="summary"><li>${count('created')} new</li><li class=${count('changed') ? 'wait' : ''}>${count('changed')} changed</li><li>${count('unchanged')} unchanged</li><li>${counted(report.groups.length, 'group')}</li></ul>
        ${remarks(report.problems, 'refusal')}${remarks(report.warnings, 'notice')}
        ${report.hosts.filter((h) => h.outcome === 'changed').slice(0, 20).map((h) => html`<p><strong>${h.name}</strong>: ${(h.changes || []).join(', ')}${h.outside ? ' (not in the folder)' : ''}</p>`)}`,
      action: report.problems.length ? 'Close' : 'Import',
    });
    if (answer && !report.problems.length) await attempt('Imported; the hosts are inspected', () => imported(files, false));
    this.soon(0);
  }

  content() {
    const rows = this.shown();
    const off = session.hindrance('operator');
    const columns = [
      { title: 'Host', className: 'host-column', sort: (h) => h.name, cell: (h) => html`<a class="name" href="#/host/${encodeURIComponent(h.name)}">${h.name}</a><small class="narrow-only">${this.words(h)}</small>` },
      { title: 'State', className: 'state-column', sort: (h) => h.state, cell: (h) => badge(h.state) },
      { title: 'Why', className: 'why', narrow: false, cell: (h) => this.why(h) },
      { title: 'vGPUs free', narrow: false, className: 'vgpus', cell: (h) => this.free(h) },
      { title: 'Since', sort: (h) => h.since, narrow: false, className: 'short-column', cell: (h) => html`<span title=${h.since}>${ago(h.since)}</span>` },
      { title: 'Address', sort: (h) => h.address || '', narrow: false, className: 'short-column', cell: (h) => html`<code>${h.address || ''}</code>` },
      { title: 'Groups', narrow: false, className: 'groups', cell: (h) => h.groups.join(', ') },
    ];
    return html`<div class="head"><h1>Fleet</h1><span class="quiet count">${rows.length === this.hosts.length ? counted(rows.length, 'host') : `${rows.length} of ${counted(this.hosts.length, 'host')}`}</span><span class="grow"></span>
      <label class="file-button ${off ? 'off' : ''}" title=${off || nothing}>Import a configuration<input type="file" webkitdirectory ?disabled=${!!off} @change=${(e) => this.take(e)}></label></div>
      ${this.filters()}${this.bulk()}${this.outcome()}
      ${this.hosts.length === 0 && !this.refusal ? empty('No host is enrolled yet.', html`Import a kayobe configuration above or with <code>gantry import DIR</code>, or enrol a host with <code>gantry host apply NAME -F FILE</code>.`)
        : rows.length === 0 ? empty('No host fits the filter.', html`${counted(this.hosts.length, 'host')} ${this.hosts.length === 1 ? 'is' : 'are'} there. ${button('Clear the filter', () => setQuery({ q: '', state: '', flag: '', group: '' }))}`)
          : html`<g-table caption="Hosts" .rows=${rows} .columns=${columns} .selection=${this.selection} @select=${(e) => (this.selection = e.detail)}></g-table>`}`;
  }

  free(h) {
    return (this.vgpus?.get(h.name) || []).map((f) => {
      const words = `${f.type}: ${f.made} made, ${Number.isInteger(f.allocated) ? `${f.allocated} with guests` : 'what guests hold is not known'}`;
      return html`<span class="vgpu" title=${words}><b>${Number.isInteger(f.free) && !f.notKnown ? f.free : '?'}</b> of ${f.made} ${f.type}</span> `;
    });
  }

  words(h) {
    return short(h.reason) || h.flags.map((f) => FLAGS[f] || f).join('; ') || STATES[h.state]?.[2] || '';
  }

  why(h) {
    const words = this.words(h);
    return html`<span class="why-text" title=${words}>${words}</span>`;
  }
}
customElements.define('g-page-fleet', Fleet);
