import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { clock, counted } from '../lib/words.js';
import { attempt, button, empty } from '../ui/parts.js';

const SERVICES = { Inventory: 'inventory', Provisioner: 'provisioner', NovaConfig: 'nova-config', ImageBuilder: 'image-builder' };

class Letters extends Page {
  async load() {
    this.letters = (await Promise.all(Object.entries(SERVICES).map(async ([key, title]) =>
      (await items('letters' + key).catch((e) => [{ id: title, key: '', topic: '', reason: `${title}: ${e.message}`, refused: true }])).map((l) => ({ ...l, service: key, title }))))).flat();
    this.calls = Object.keys(SERVICES).map((key) => ({ name: 'letters' + key }));
  }

  async replay(letter) {
    await attempt('Given to the service once more', () => call('replay' + letter.service, { id: letter.id }));
    this.soon(0);
  }

  content() {
    return html`<div class="head"><h1>Dead letters</h1><span class="quiet">${counted(this.letters?.length || 0, 'event')} that a service could not use</span></div>
      ${this.letters?.length ? html`<ul class="rows">${this.letters.map((l) => html`<li><strong>${l.key || l.title}</strong> <span class="quiet">${l.title} · ${l.topic} · ${clock(l.buriedAt)}</span><p class="bad-text">${l.reason}</p>
        ${l.refused ? nothing : html`<details><summary>What it says</summary><pre>${l.headers}\n${l.data}</pre></details>${button('Replay', () => this.replay(l), { off: session.hindrance('admin') })}`}</li>`)}</ul>` : empty('None.', 'Every event could be used.')}`;
  }
}
customElements.define('g-page-letters', Letters);
