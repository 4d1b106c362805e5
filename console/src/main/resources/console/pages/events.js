import { html, nothing } from 'lit';
import { live } from '../lib/live.js';
import { Page, setQuery } from '../lib/page.js';
import { clock } from '../lib/words.js';
import { button, empty } from '../ui/parts.js';

const about = (d) => [d.from && d.to ? `${d.from} → ${d.to}` : '', d.step, d.outcome, d.reason, d.detail].filter(Boolean).join(' · ');

class Events extends Page {
  static properties = { paused: { state: true } };

  async load() {
    this.calls = [{ name: 'events', query: {} }];
  }

  heard() {
    if (!this.paused) this.requestUpdate();
  }

  content() {
    const { q, correlation } = this.query || {};
    const of = (e) => e.whole.correlationid || e.whole.traceparent || '';
    const text = (q || '').toLowerCase();
    const shown = (this.paused || live.recent).filter((e) => (!text || `${e.subject} ${e.type} ${about(e.data)}`.toLowerCase().includes(text)) && (!correlation || of(e) === correlation));
    return html`<div class="head"><h1>Events</h1><span class="quiet">since this page was opened, newest first</span><span class="grow"></span>
        ${button(this.paused ? 'Go on' : 'Hold', () => (this.paused = this.paused ? undefined : [...live.recent]))}</div>
      <div class="filters"><label class="search"><span class="unseen">Search</span><input type="search" placeholder="Search subject, type, text" .value=${q || ''} @input=${(e) => setQuery({ q: e.target.value })}></label>
        ${correlation ? button('All again', () => setQuery({ correlation: '' })) : nothing}</div>
      ${shown.length ? html`<ol class="events">${shown.slice(0, 200).map((e) => html`<li><time title=${e.time}>${clock(e.time)}</time><div><a href=${e.type.startsWith('host') ? `#/host/${encodeURIComponent(e.subject)}` : '#/events'}>${e.subject}</a> <strong>${e.type}</strong> <span class="quiet">${about(e.data)}</span>
        ${of(e) ? html`<button type="button" class="small" title="Only the events that follow from the same cause" @click=${() => setQuery({ correlation: of(e) })}>Related</button>` : nothing}
        <details><summary>CloudEvent ${e.id}</summary><pre>${JSON.stringify(e.whole, null, 2)}</pre></details></div></li>`)}</ol>` : empty('Nothing happened yet.', 'Events appear here the moment they are told. Older ones: gantry event follow --after 0.')}`;
  }
}
customElements.define('g-page-events', Events);
