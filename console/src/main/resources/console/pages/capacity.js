import { html, nothing } from 'lit';
import { all, call } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { STATES, counted, short } from '../lib/words.js';
import { badge, empty } from '../ui/parts.js';

const FEW = 60;

/** May be broken after its separators only. */
const breakable = (text) => text.split(/(?<=[:_.])/).map((part) => html`${part}<wbr>`);

class Capacity extends Page {
  async load() {
    const [bookable, flavors, hosts] = await Promise.all([call('bookable'), call('flavors'), all('hosts')]);
    Object.assign(this, { bookable, flavors, hosts });
    this.calls = [{ name: 'bookable' }, { name: 'flavors' }];
    const names = [...new Set(bookable.flatMap((b) => b.hosts))].slice(0, FEW);
    this.held = new Map();
    this.unknown = 0;
    await Promise.all(names.map(async (host) => {
      const holders = await call('allocations', { host }).catch((e) => { this.whyUnknown = e.message; });
      if (!holders) this.unknown++;
      (holders || []).forEach((h) => Object.entries(h.resources || {}).forEach(([cls, n]) => this.held.set(cls, (this.held.get(cls) || 0) + n)));
    }));
  }

  heard(event) {
    if (/nova-config|placement|activated|state-changed|retired/.test(event.type)) this.soon(400);
  }

  row(b) {
    const cls = b.extraSpec.replace('resources:', '');
    const taken = this.held.get(cls);
    const isKnown = this.unknown === 0;
    const share = b.total ? Math.round((100 * (taken || 0)) / b.total) : 0;
    const flavors = this.flavors.filter((f) => Object.entries(f.extra_specs || {}).some(([k, v]) => k === b.extraSpec && (k.startsWith('resources:') || String(v).startsWith(String(b.value).split(':')[0]))));
    const away = b.hosts.map((n) => this.hosts.find((h) => h.name === n)).filter((h) => h && h.state !== 'ACTIVE');
    return html`<section class="panel capacity"><header class="head"><h2>${b.typeName || b.type || b.value}</h2><code>${b.type || ''}</code><span class="grow"></span><strong class="figure">${isKnown ? b.total - (taken || 0) : b.total}<small>${isKnown ? ` free of ${b.total}` : ' made'}</small></strong></header>
      ${isKnown ? html`<meter min="0" max=${b.total} value=${taken || 0} aria-label="Held by guests">${share} %</meter>` : nothing}
      <dl><dt>Flavors ask for</dt><dd><code>${breakable(`${b.extraSpec}=${b.value}`)}</code></dd><dt>Flavors</dt><dd>${flavors.length ? flavors.map((f) => breakable(f.name)) : html`<span class="bad-text">none: nobody can book it</span>`}</dd>
        <dt>Most on one host</dt><dd>${b.mostOnHost}</dd><dt>Hosts</dt><dd>${b.hosts.map((h) => html`<a href="#/host/${encodeURIComponent(h)}">${h}</a> `)}</dd>
        ${away.length ? html`<dt>Cannot be booked now</dt><dd>${away.map((h) => html`<a href="#/host/${encodeURIComponent(h.name)}">${h.name}</a> ${badge(h.state)} `)}</dd>` : nothing}</dl></section>`;
  }

  content() {
    if (!this.bookable) return nothing;
    const rest = this.hosts.filter((h) => !this.bookable.some((b) => b.hosts.includes(h.name)));
    return html`<div class="head"><h1>Capacity</h1><span class="quiet">by vGPU type, not by MIG partition</span></div>
      ${this.unknown ? html`<p class="notice">What guests hold, and so what is free, is not known: ${this.whyUnknown}</p>` : nothing}
      ${this.bookable.length ? html`<div class="grid">${this.bookable.map((b) => this.row(b))}</div>` : empty('Nothing can be booked yet.', 'vGPU types appear here when a host was provisioned and nova’s configuration follows from its devices.')}
      ${rest.length ? html`<h2>${counted(rest.length, 'host')} with nothing to book</h2><ul class="rows">${rest.slice(0, 50).map((h) => html`<li><a href="#/host/${encodeURIComponent(h.name)}">${h.name}</a> ${badge(h.state)} <span class="quiet">${short(h.reason) || h.flags.join(', ') || STATES[h.state]?.[2]}</span></li>`)}</ul>` : nothing}`;
  }
}
customElements.define('g-page-capacity', Capacity);
