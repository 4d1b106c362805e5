import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { clock } from '../lib/words.js';
import { ask, attempt, button, empty } from '../ui/parts.js';

class Access extends Page {
  async load() {
    this.calls = [{ name: 'apiTokens' }];
    if (session.hindrance('admin')) return;
    this.items = await items('apiTokens');
  }

  async create() {
    const a = await ask({ title: 'New API token', action: 'Create', text: html`<p>A login for a portal or a script. The token is shown once.</p>`,
      fields: [{ name: 'owner', label: 'Who uses it', required: true }, { name: 'role', label: 'Role', options: ['viewer', 'operator', 'admin'] }, { name: 'lastDay', label: 'Last day', type: 'date', hint: 'Without it there is no end.' }],
      work: (v) => call('apiTokenCreate', {}, { body: { owner: v.owner, role: v.role, ...(v.lastDay ? { lastDay: v.lastDay } : {}) } }) });
    if (!a) return;
    this.made = a;
    this.soon(0);
  }

  async revoke(token) {
    if (!(await ask({ title: `Revoke the token of ${token.owner}?`, text: html`<p>Inventory refuses it at once, the other services within half a minute.</p>`, action: 'Revoke', danger: true }))) return;
    await attempt('Revoked', () => call('apiTokenRevoke', { id: token.id }));
    if (this.made?.apiToken.id === token.id) this.made = undefined;
    this.soon(0);
  }

  content() {
    const off = session.hindrance('admin');
    return html`<div class="head"><h1>API tokens</h1><span class="quiet">logins for portals and scripts</span><span class="grow"></span>${button('New token', () => this.create(), { kind: 'primary', off })}</div>
      ${off ? html`<p class="notice">Only an administrator sees them: ${off}.</p>` : nothing}
      ${this.made ? html`<section class="panel" role="status"><h2>The token of ${this.made.apiToken.owner}</h2><p><code>${this.made.token}</code></p><p class="quiet">It is shown this once; keep it now.</p>
        ${button('Copy', () => navigator.clipboard.writeText(this.made.token))} ${button('Done', () => { this.made = undefined; this.requestUpdate(); })}</section>` : nothing}
      ${off ? nothing : this.items?.length
        ? html`<ul class="rows">${this.items.map((t) => html`<li><strong>${t.owner}</strong> <span class="badge rest">${t.role}</span> <span class="quiet">made by ${t.createdBy} · ${clock(t.createdAt)} · ${t.end ? `ends ${clock(t.end)}` : 'no end'}</span>
          <div class="actions-row">${button('Revoke', () => this.revoke(t), { off, label: `Revoke the token of ${t.owner}` })}</div></li>`)}</ul>`
        : empty('None was made here.', 'Tokens of the file that the suite was started with are not in this list.')}`;
  }
}
customElements.define('g-page-access', Access);
