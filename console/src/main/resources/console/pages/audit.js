import { html, nothing } from 'lit';
import { call } from '../lib/api.js';
import { Page, setQuery } from '../lib/page.js';
import { clock } from '../lib/words.js';
import { empty } from '../ui/parts.js';

const SERVICES = { Inventory: 'inventory', Provisioner: 'provisioner', NovaConfig: 'nova-config', ImageBuilder: 'image-builder' };
const FEW = 100;

class Audit extends Page {
  updated(changed) {
    if (changed.has('query') && changed.get('query') && JSON.stringify(changed.get('query')) !== JSON.stringify(this.query)) this.reload();
  }

  async load() {
    const query = { limit: FEW, actor: this.query?.actor, subject: this.query?.subject };
    this.silent = [];
    const lists = await Promise.all(Object.entries(SERVICES).map(([key, title]) => call('audit' + key, {}, { query })
      .then((page) => page.items.map((e) => ({ ...e, service: title })), (e) => { this.silent.push(`${title}: ${e.message}`); return []; })));
    this.entries = lists.flat().sort((a, b) => b.at.localeCompare(a.at)).slice(0, FEW);
    this.calls = Object.keys(SERVICES).map((key) => ({ name: 'audit' + key, query: { actor: query.actor, subject: query.subject } }));
  }

  heard() {
    this.soon(1000);
  }

  search(e) {
    e.preventDefault();
    setQuery(Object.fromEntries(new FormData(e.target)));
  }

  content() {
    const { actor = '', subject = '' } = this.query || {};
    return html`<div class="head"><h1>Audit</h1><span class="quiet">who did what to what and why, newest first</span></div>
      <form class="filters" @submit=${this.search}><label class="search"><span class="unseen">Who</span><input type="search" name="actor" placeholder="Who" .value=${actor}></label>
        <label class="search"><span class="unseen">What</span><input type="search" name="subject" placeholder="What, for example /v1/hosts/computegpu000" .value=${subject}></label><button type="submit">Search</button></form>
      ${this.silent?.length ? html`<p class="notice">Not all services answered, so entries are missing. ${this.silent.join('; ')}</p>` : nothing}
      ${this.entries?.length
        ? html`<ul class="rows">${this.entries.map((e) => html`<li><strong>${e.actor}</strong> ${e.action} <code>${e.subject}</code>
          ${e.status >= 400 ? html`<span class="bad-text">refused with ${e.status}</span>` : nothing} <span class="quiet">${e.service} · ${clock(e.at)}</span>${e.reason ? html`<p>${e.reason}</p>` : nothing}</li>`)}</ul>`
        : empty(actor || subject ? 'Nothing like that.' : 'Nothing yet.', actor || subject ? 'No change fits what you search for.' : 'Every change that a person or a tool makes appears here.')}`;
  }
}
customElements.define('g-page-audit', Audit);
