import { html, nothing } from 'lit';
import { all, call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { STATES, counted, short } from '../lib/words.js';
import { badge, empty } from '../ui/parts.js';

/** May be broken after its separators only. */
const breakable = (text) => text.split(/(?<=[:_.])/).map((part) => html`${part}<wbr>`);

class Capacity extends Page {
  async load() {
    const [bookable, flavors, hosts, capacity] = await Promise.all([items('bookable'), items('flavors'), all('hosts'), call('capacity', {}, { query: { by: 'type' } })]);
    Object.assign(this, { bookable, flavors, hosts, capacity });
    this.calls = [{ name: 'capacity', query: { by: 'type' } }, { name: 'bookable' }, { name: 'flavors' }];
    this.figures = new Map(capacity.figures.map((f) => [f.type, f]));
  }

  heard(event) {
    if (/nova-config|placement|activated|state-changed|retired/.test(event.type)) this.soon(400);
  }

  row(b) {
    const figures = this.figures.get(String(b.typeName || '').replace(/^(GRID|NVIDIA) /, ''));
    const isKnown = Boolean(figures) && Number.isInteger(figures.free) && figures.notKnown === 0;
    const taken = isKnown ? figures.allocated : 0;
    const share = isKnown && figures.offered ? Math.round((100 * taken) / figures.offered) : 0;
    const flavors = this.flavors.filter((f) => Object.entries(f.extra_specs || {}).some(([k, v]) => k === b.extraSpec && (k.startsWith('resources:') || String(v).startsWith(String(b.value).split(':')[0]))));
    const away = b.hosts.map((n) => this.hosts.find((h) => h.name === n)).filter((h) => h && h.state !== 'ACTIVE');
    return html`<section class="panel capacity"><header class="head"><h2>${b.typeName || b.type || b.value}</h2><code>${b.type || ''}</code><span class="grow"></span><strong class="figure">${isKnown ? figures.free : b.total}<small>${isKnown ? ` free of ${figures.offered}` : ' made'}</small></strong></header>
      ${isKnown ? html`<meter min="0" max=${figures.offered} value=${taken} aria-label="Held by guests">${share} %</meter>` : nothing}
      <dl><dt>Flavors ask for</dt><dd><code>${breakable(`${b.extraSpec}=${b.value}`)}</code></dd><dt>Flavors</dt><dd>${flavors.length ? flavors.map((f) => breakable(f.name)) : html`<span class="bad-text">none: nobody can book it</span>`}</dd>
        <dt>Most on one host</dt><dd>${b.mostOnHost}${isKnown ? `, ${figures.largestFree} free` : ''}</dd><dt>Hosts</dt><dd>${b.hosts.map((h) => html`<a href="#/host/${encodeURIComponent(h)}">${h}</a> `)}</dd>
        ${away.length ? html`<dt>Cannot be booked now</dt><dd>${away.map((h) => html`<a href="#/host/${encodeURIComponent(h.name)}">${h.name}</a> ${badge(h.state)} `)}</dd>` : nothing}</dl></section>`;
  }

  content() {
    if (!this.bookable) return nothing;
    const rest = this.hosts.filter((h) => !this.bookable.some((b) => b.hosts.includes(h.name)));
    return html`<div class="head"><h1>Capacity</h1><span class="quiet">by vGPU type, not by MIG partition${this.capacity.oldest ? `; Placement as of ${new Date(this.capacity.oldest).toLocaleString()} or later` : ''}</span></div>
      ${this.capacity.notKnown.length ? html`<p class="notice">What guests hold, and so what is free, is not known of ${counted(this.capacity.notKnown.length, 'host')}: ${this.capacity.notKnown[0].reason}</p>` : nothing}
      ${this.bookable.length ? html`<div class="grid">${this.bookable.map((b) => this.row(b))}</div>` : empty('Nothing can be booked yet.', 'vGPU types appear here when a host was provisioned and nova’s configuration follows from its devices.')}
      ${this.capacity.stranded.length ? html`<h2>Slices that nothing can use</h2><ul class="rows">${this.capacity.stranded.slice(0, 50).map((c) => html`<li><a href="#/host/${encodeURIComponent(c.host)}">${c.host}</a> <code>${c.card}</code> <span class="quiet">${c.memorySlices} memory and ${c.computeSlices} compute slices</span></li>`)}</ul>` : nothing}
      ${rest.length ? html`<h2>${counted(rest.length, 'host')} with nothing to book</h2><ul class="rows">${rest.slice(0, 50).map((h) => html`<li><a href="#/host/${encodeURIComponent(h.name)}">${h.name}</a> ${badge(h.state)} <span class="quiet">${short(h.reason) || h.flags.join(', ') || STATES[h.state]?.[2]}</span></li>`)}</ul>` : nothing}`;
  }
}
customElements.define('g-page-capacity', Capacity);
