import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ask, attempt, button, empty } from '../ui/parts.js';

const KNOWN = ['name', 'version', 'url', 'types'];

class Webhooks extends Page {
  async load() {
    this.hooks = await items('webhooks');
    this.calls = [{ name: 'webhooks' }];
  }

  heard() {
    this.soon(1000);
  }

  async edit(hook) {
    const a = await ask({ title: hook ? `Change ${hook.name}` : 'New webhook', action: 'Save', text: html`<p>CloudEvents by POST, signed with the secret (HMAC-SHA256), repeated until they are taken.</p>`,
      fields: [...(hook ? [] : [{ name: 'name', label: 'Name', required: true }]), { name: 'url', label: 'Address', required: true, value: hook?.url || 'https://' },
        { name: 'types', label: 'Types, one a line; may end in *', long: true, value: (hook?.types || ['dev.gantry.host.*']).join('\n') }, { name: 'secret', label: 'Secret', type: 'password', hint: hook ? 'Left as it is when empty.' : '' }] });
    if (!a) return;
    const body = { url: a.url, types: a.types.split(/\s+/).filter(Boolean), ...(a.secret ? { secret: a.secret } : {}) };
    if (await attempt('Saved', () => call('webhookPut', { name: hook?.name || a.name }, { body, ifMatch: hook ? `"${hook.version}"` : undefined }))) this.soon(0);
  }

  async forget(hook) {
    if (await ask({ title: `Remove ${hook.name}?`, text: html`<p>Events that it did not get yet are not sent any more.</p>`, action: 'Remove', danger: true })) {
      await attempt('Removed', () => call('webhookDelete', { name: hook.name }, { ifMatch: `"${hook.version}"` }));
      this.soon(0);
    }
  }

  content() {
    const off = session.hindrance('admin');
    return html`<div class="head"><h1>Webhooks</h1><span class="grow"></span>${button('New webhook', () => this.edit(), { kind: 'primary', off })}</div>
      ${this.hooks?.length ? html`<ul class="rows">${this.hooks.map((h) => html`<li><strong>${h.name}</strong> <code>${h.url}</code> <span class="quiet">${(h.types || []).join(', ')}</span>
        <p class="quiet">${Object.entries(h).filter(([k, v]) => !KNOWN.includes(k) && v !== null && v !== '').map(([k, v]) => `${k}: ${typeof v === 'object' ? JSON.stringify(v) : v}`).join(' · ')}</p>
        <div class="actions-row">${button('Change', () => this.edit(h), { off })}${button('Remove', () => this.forget(h), { off })}</div></li>`)}</ul>` : empty('No webhook.', 'A webhook sends the suite’s events to a tool without Kafka.')}`;
  }
}
customElements.define('g-page-webhooks', Webhooks);
