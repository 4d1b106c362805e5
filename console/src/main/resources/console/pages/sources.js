import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago, counted } from '../lib/words.js';
import { ask, attempt, badge, button, empty } from '../ui/parts.js';

const FIELDS = [
  ['url', 'Address of the repository', 'ssh://, https:// or file:///, without a password'], ['branch', 'Branch', ''], ['folder', 'Folder of the kayobe configuration', ''],
  ['environment', 'Environment of kayobe', 'Left out when empty.'], ['keyPath', 'File with the key for ssh', 'In the folder for sources.'], ['knownHosts', 'File with the pinned ssh server', ''],
  ['tokenPath', 'File with the token for https', ''],
];
const KEPT = ['home', 'configPath', 'caPath'];

class Sources extends Page {
  async load() {
    this.sources = await items('sources');
    this.calls = [{ name: 'sources' }];
  }

  heard(event) {
    if (event.type.startsWith('source.')) this.soon(200);
  }

  async edit(source) {
    const now = source || { branch: 'main', folder: 'etc/kayobe', intervalSeconds: 300 };
    const saved = await ask({
      title: source ? `Change ${source.name}` : 'New source', action: 'Save',
      text: html`<p>What is pushed to the branch is imported as one change. The name is that of the configuration: <code>kayobe</code> goes on with what was imported by hand.</p>`,
      fields: [...(source ? [] : [{ name: 'name', label: 'Name', required: true, value: 'kayobe' }]),
        ...FIELDS.map(([name, label, hint]) => ({ name, label, hint, required: name === 'url', value: now[name] || '' })),
        { name: 'intervalSeconds', label: 'Seconds between two fetches', type: 'number', min: 10, value: now.intervalSeconds },
        { name: 'approvers', label: 'Mail addresses whose sign-off approves plans, one a line', long: true, value: (now.approvers || []).join('\n'), hint: 'Empty: a person approves. Only for a protected branch.' },
        { name: 'secret', label: 'Secret of the Git server’s webhook', type: 'password', hint: source?.takesPushes ? 'Left as it is when empty.' : 'Empty: no such call is taken.' }],
      work: async (a) => {
        const body = { intervalSeconds: Number(a.intervalSeconds), approvers: a.approvers.split(/\s+/).filter(Boolean), folder: a.folder };
        FIELDS.forEach(([name]) => { if (a[name] && name !== 'folder') body[name] = a[name]; });
        KEPT.forEach((name) => { if (now[name]) body[name] = now[name]; });
        if (a.secret) body.secret = a.secret;
        return call('sourcePut', { name: source?.name || a.name }, { body, ifMatch: source ? `"${source.version}"` : undefined });
      },
    });
    if (saved) this.soon(0);
  }

  async fetch(source, body = {}) {
    await attempt('It is fetched now', () => call('sourceFetch', { name: source.name }, { body }));
  }

  async agree(source) {
    const text = html`<p>${source.problem.detail}</p><p>What is agreed to here holds for the next fetch alone.</p>`;
    if (source.state === 'DIVERGED') {
      if (await ask({ title: 'Take the new history?', text, action: 'Take it', danger: true })) await this.fetch(source, { commit: source.newest.id });
      return;
    }
    const a = await ask({ title: `Import ${source.name} all the same?`, text, action: 'Fetch', danger: true,
      fields: [{ name: 'hosts', label: 'Hosts that may change although the folder does not hold them, one a line', long: true },
        { name: 'rebind', label: 'Take the place of the configuration that was imported before', options: ['no', 'yes'] }] });
    if (a) await this.fetch(source, { alsoChange: a.hosts.split(/\s+/).filter(Boolean), rebind: a.rebind === 'yes' });
  }

  async forget(source) {
    if (await ask({ title: `Remove ${source.name}?`, text: html`<p>What was imported stays; the branch is not looked at any more.</p>`, action: 'Remove', danger: true })) {
      await attempt('Removed', () => call('sourceDelete', { name: source.name }, { ifMatch: `"${source.version}"` }));
      this.soon(0);
    }
  }

  commit(words, commit) {
    return commit ? html`<p>${words}: <code>${commit.id.slice(0, 10)}</code> ${commit.subject} <span class="quiet">${commit.author}, ${ago(commit.at)}</span></p>` : nothing;
  }

  problem(source) {
    const p = source.problem;
    return p ? html`<p class="bad-text">${p.detail}</p><p>${p.fix}</p>
      ${p.violations.length ? html`<details><summary>${counted(p.violations.length, 'problem')}</summary><ul>${p.violations.map((v) => html`<li>${v.file ? html`<code>${v.file}${v.line ? ':' + v.line : ''}</code> ` : nothing}<code>${v.field}</code>: found ${v.found}, expected ${v.expected}; ${v.fix}</li>`)}</ul></details>` : nothing}` : nothing;
  }

  source(s) {
    const admin = session.hindrance('admin');
    const operator = session.hindrance('operator');
    return html`<li><strong>${s.name}</strong> ${badge(s.state)} <code>${s.url}</code> <span class="quiet">${s.branch}, ${s.folder || 'the root'}${s.environment ? ', environment ' + s.environment : ''}</span>
      ${this.commit('In force', s.inForce)}${s.newest && s.newest.id !== s.inForce?.id ? this.commit('Newest', s.newest) : nothing}${this.problem(s)}
      <p class="quiet">${s.fetchedAt ? `Fetched ${ago(s.fetchedAt)}; again at ${new Date(s.nextFetchAt).toLocaleTimeString()}.` : 'Not fetched yet.'}
        ${s.takesPushes ? 'The Git server may call.' : ''} ${s.approvers.length ? `Plans are approved by the sign-off of ${s.approvers.join(', ')}.` : ''}</p>
      ${s.fetches.length ? html`<details><summary>What was fetched</summary><ul>${s.fetches.map((f) => html`<li>${badge(f.state)} <code>${f.commit?.id.slice(0, 10)}</code> ${f.commit?.subject} <span class="quiet">${ago(f.at)}; ${f.created} new, ${f.changed} changed${f.approvedBy ? ', approved by ' + f.approvedBy : ''}</span></li>`)}</ul></details>` : nothing}
      <div class="actions-row">${button('Fetch now', () => this.fetch(s), { off: operator })}${s.state === 'DIVERGED' || s.state === 'REFUSED' ? button('Agree…', () => this.agree(s), { off: operator }) : nothing}
        ${button('Change', () => this.edit(s), { off: admin })}${button('Remove', () => this.forget(s), { off: admin })}</div></li>`;
  }

  content() {
    return html`<div class="head"><h1>Git sources</h1><span class="grow"></span>${button('New source', () => this.edit(), { kind: 'primary', off: session.hindrance('admin') })}</div>
      ${this.sources?.length ? html`<ul class="rows">${this.sources.map((s) => this.source(s))}</ul>` : empty('No source.', 'A source is a Git branch that the site’s kayobe configuration is read from; without one it is imported on the page Fleet.')}`;
  }
}
customElements.define('g-page-sources', Sources);
