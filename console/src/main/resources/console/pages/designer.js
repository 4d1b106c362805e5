import { html, nothing, svg } from 'lit';
import { call } from '../lib/api.js';
import { catalogue, hindrance, modelOf, place } from '../lib/mig.js';
import { Page, setQuery } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ask, attempt, button, empty, tell } from '../ui/parts.js';

const typeRef = (t) => (t.number ? 'nvidia-' + t.number : t.name);

class Designer extends Page {
  static properties = { counts: { state: true }, mode: { state: true } };
  counts = {};
  mode = 'mig';

  async load() {
    if (this.cat) return;
    this.cat = await catalogue();
    const host = this.query?.host;
    if (host) {
      [this.facts, this.desired] = await Promise.all([call('facts', { name: host }).catch(() => undefined), call('desired', { name: host }).catch(() => undefined)]);
      this.card = this.query.card || this.facts?.facts.cards[0]?.address;
      this.begin();
    }
    this.calls = host ? [{ name: 'desired', args: { name: host } }, { name: 'hostPut', args: { name: host } }] : [];
  }

  /** What is desired of the card now. */
  begin() {
    const wish = this.desired?.desiredState?.cards.find((c) => c.address === this.card);
    this.counts = {};
    if (!wish) return;
    this.mode = Object.keys(wish.migDevices || {}).length ? 'mig' : 'time';
    if (this.mode === 'mig') this.counts = { ...wish.migDevices };
    else wish.functions.forEach((f) => (this.counts[f.type] = (this.counts[f.type] || 0) + 1));
  }

  get model() {
    const found = this.facts?.facts.cards.find((c) => c.address === this.card);
    if (found) return modelOf(this.cat, found);
    return this.cat.cards.find((c) => c.suffix === (this.query?.model || 'A100D')) || this.cat.cards[0];
  }

  get family() {
    return this.cat.families.find((f) => f.name === this.model.family);
  }

  /** MIG-backed type C of a profile, as the guide takes it. */
  typeOn(profile) {
    return this.model.types.find((t) => t.mig === profile);
  }

  add(key) {
    this.counts = { ...this.counts, [key]: (this.counts[key] || 0) + 1 };
  }

  take(key) {
    const counts = { ...this.counts, [key]: this.counts[key] - 1 };
    if (!counts[key]) delete counts[key];
    this.counts = counts;
  }

  /** Time-sliced: equal sizes on one card, as many as the catalogue says. */
  timeHindrance(type) {
    const others = Object.keys(this.counts).filter((k) => k !== typeRef(type));
    const other = others.map((k) => this.model.types.find((t) => typeRef(t) === k)).find((t) => t && t.memoryMib !== type.memoryMib);
    if (other) return `a time-sliced card carries one size; ${other.name} is there`;
    const all = Object.values(this.counts).reduce((a, b) => a + b, 0);
    return type.mostEqual && all >= type.mostEqual ? `the card holds ${type.mostEqual} of this size` : '';
  }

  definition() {
    const functions = [];
    const types = this.mode === 'mig'
      ? Object.entries(this.counts).sort((a, b) => parseInt(b[0], 10) - parseInt(a[0], 10)).map(([profile, n]) => [this.typeOn(profile), n])
      : Object.entries(this.counts).map(([ref, n]) => [this.model.types.find((t) => typeRef(t) === ref), n]);
    types.forEach(([type, n]) => { for (let i = 0; i < n; i++) functions.push({ mdev_type: type ? typeRef(type) : '', index: functions.length }); });
    const definition = { pci_address: this.card || '0000:17:00.0', virtual_functions: functions };
    if (this.mode === 'mig' && functions.length) definition.mig_devices = this.counts;
    return definition;
  }

  yaml() {
    const d = this.definition();
    const lines = ['vgpu_definitions:', `  - pci_address: "${d.pci_address}"`, '    virtual_functions:' + (d.virtual_functions.length ? '' : ' []')];
    d.virtual_functions.forEach((f) => lines.push(`      - mdev_type: ${f.mdev_type}`, `        index: ${f.index}`));
    if (d.mig_devices) {
      lines.push('    mig_devices:');
      Object.entries(d.mig_devices).forEach(([p, n]) => lines.push(`      "${p}": ${n}`));
    }
    return lines.join('\n') + '\n';
  }

  async save() {
    const name = this.query.host;
    const answer = await ask({ title: `Save as the desired state of ${name}?`, text: html`<p>Card <code>${this.card}</code> gets this layout; the other cards keep theirs. Nothing is changed on the host before a plan is approved.</p>`, action: 'Save' });
    if (!answer) return;
    const saved = await attempt('Saved; the host is inspected and planned again', async () => {
      const { json: host, tag } = await call('host', { name }, { withTag: true });
      const others = (this.desired?.desiredState?.cards || []).filter((c) => c.address !== this.card).map((c) => ({
        pci_address: c.address, virtual_functions: c.functions.map((f) => ({ mdev_type: f.type, index: f.index })), ...(Object.keys(c.migDevices || {}).length ? { mig_devices: c.migDevices } : {}) }));
      const { desiredState, ...spec } = host.spec;
      return call('hostPut', { name }, { body: { ...spec, vgpu_definitions: [...others, this.definition()] }, ifMatch: tag });
    });
    if (saved) location.hash = `#/host/${encodeURIComponent(name)}?tab=plan`;
  }

  drawing() {
    const W = 1000;
    const { model, family } = this;
    let blocks;
    if (this.mode === 'mig' && family) {
      blocks = (place(family, this.counts) || []).map((p) => ({ x: p.start / family.memorySlices, w: p.size / family.memorySlices, key: p.profile, text: p.profile, sub: this.typeOn(p.profile)?.name }));
    } else {
      let x = 0;
      blocks = Object.entries(this.counts).flatMap(([ref, n]) => Array.from({ length: n }, () => {
        const type = model.types.find((t) => typeRef(t) === ref);
        const w = type ? type.memoryMib / model.memoryMib : 0.1;
        const block = { x, w, key: ref, text: type?.name || ref };
        x += w;
        return block;
      }));
    }
    const slices = this.mode === 'mig' && family ? family.memorySlices : 0;
    const keys = [...new Set(blocks.map((b) => b.key))].sort();
    const used = blocks.reduce((s, b) => s + b.w, 0);
    return html`<div @dragover=${(e) => e.preventDefault()} @drop=${(e) => this.drop(e)}><svg viewBox="0 0 1000 100" class="gpu-drawing" role="img" aria-label=${`${model.title}: ${blocks.map((b) => b.text).join(', ') || 'empty'}`}>
      <text x="2" y="14" class="axis">0</text><text x="998" y="14" class="axis end">${Math.round(model.memoryMib / 1024)} GiB memory</text><rect x="2" y="20" width="996" height="74" rx="8" class="memory"></rect>
      ${Array.from({ length: Math.max(0, slices - 1) }, (_, i) => svg`<line x1=${((i + 1) * W) / slices} x2=${((i + 1) * W) / slices} y1="20" y2="94" class="tick"></line>`)}
      ${blocks.map((b) => svg`<g class="block tone${keys.indexOf(b.key) % 6}"><rect x=${b.x * W + 4} y="24" width=${Math.max(6, b.w * W - 8)} height="66" rx="6"></rect><text x=${(b.x + b.w / 2) * W} y=${b.sub ? 52 : 62} class="block-label">${b.w > 0.06 ? b.text : ''}</text>${b.sub && b.w > 0.1 ? svg`<text x=${(b.x + b.w / 2) * W} y="72" class="block-sub">${b.sub}</text>` : nothing}</g>`)}</svg>
      <p class="quiet">${blocks.length ? `${Math.round((1 - used) * 100)} % of the memory is left over.` : 'Empty: drag a profile here, or press its button.'}</p></div>`;
  }

  drop(e) {
    e.preventDefault();
    const key = e.dataTransfer.getData('text/plain');
    const why = this.mode === 'mig' ? hindrance(this.family, this.counts, key) : '';
    if (why) tell(`${key} does not fit: ${why}`, 'bad');
    else this.add(key);
  }

  option(key, title, sub, why) {
    const n = this.counts[key] || 0;
    return html`<li class="option" draggable=${why ? 'false' : 'true'} @dragstart=${(e) => e.dataTransfer.setData('text/plain', key)}><div><strong>${title}</strong> <span class="quiet">${sub}</span>${why ? html`<p class="quiet">${why}</p>` : nothing}</div>
      <div class="count">${button('−', () => this.take(key), { off: n ? '' : 'there is none', label: `One ${title} less` })}<b aria-live="polite">${n}</b>${button('+', () => this.add(key), { off: why, label: `One ${title} more` })}</div></li>`;
  }

  content() {
    if (!this.cat) return nothing;
    const { model, family } = this;
    const mode = family ? this.mode : 'time';
    const host = this.query?.host;
    const choose = (m) => { this.mode = m; this.counts = {}; };
    return html`<div class="head"><h1>Layout designer</h1>${host ? html`<span class="quiet">for <a href="#/host/${encodeURIComponent(host)}">${host}</a></span>` : nothing}</div>
      <div class="filters">${host
        ? html`<label>Card <select @change=${(e) => { this.card = e.target.value; this.begin(); this.requestUpdate(); }}>${(this.facts?.facts.cards || []).map((c) => html`<option value=${c.address} ?selected=${c.address === this.card}>${c.address} ${c.name}</option>`)}</select></label>`
        : html`<label>Model <select @change=${(e) => { this.counts = {}; setQuery({ model: e.target.value }); }}>${this.cat.cards.map((c) => html`<option value=${c.suffix} ?selected=${c.suffix === model.suffix}>${c.title} (${c.suffix})</option>`)}</select></label>`}
        <div class="chips" role="group" aria-label="How the card is shared">
          <button type="button" class="chip" aria-pressed=${mode === 'mig' ? 'true' : 'false'} aria-disabled=${family ? nothing : 'true'} title=${family ? 'Each guest has slices of its own' : 'this model cannot MIG'} @click=${() => family && choose('mig')}>MIG</button>
          <button type="button" class="chip" aria-pressed=${mode === 'time' ? 'true' : 'false'} title="Guests take turns on the whole card" @click=${() => choose('time')}>Time-sliced</button></div></div>
      ${this.drawing()}
      <div class="two"><section><h2>${mode === 'mig' ? 'MIG profiles' : 'vGPU types'}</h2><ul class="options">${mode === 'mig'
        ? family.slots.filter((s) => !s.media && this.typeOn(s.profile)).map((s) => this.option(s.profile, s.profile, this.typeOn(s.profile)?.name || 'no vGPU type', hindrance(family, this.counts, s.profile)))
        : model.types.filter((t) => !t.mig && ['C', 'Q'].includes(t.series)).map((t) => this.option(typeRef(t), t.name, `${t.memoryMib / 1024} GiB`, this.timeHindrance(t)))}</ul></section>
        <section><h2>What it gives</h2>${Object.keys(this.counts).length ? html`<ul class="rows">${this.gives().map((g) => html`<li><strong>${g.n} × ${g.name}</strong> <code>${g.ref}</code> <span class="quiet">resource class CUSTOM_${g.ref.toUpperCase().replace(/[^A-Z0-9]/g, '_')}</span></li>`)}</ul>` : empty('Nothing yet.', 'The types, resource classes and the guide’s YAML appear here.')}
          <pre class="file-text" tabindex="0" role="region" aria-label="vgpu_definitions">${this.yaml()}</pre>
          <div class="actions-row">${button('Copy YAML', async () => { await navigator.clipboard.writeText(this.yaml()); tell('Copied'); })}
            ${button('Save as desired state', () => this.save(), { kind: 'primary', off: session.hindrance('operator') || (host ? '' : 'open the designer from a host') })}</div></section></div>`;
  }

  gives() {
    return Object.entries(this.counts).map(([key, n]) => {
      const type = this.mode === 'mig' ? this.typeOn(key) : this.model.types.find((t) => typeRef(t) === key);
      return { n, name: type?.name || key, ref: type ? typeRef(type) : key };
    });
  }
}
customElements.define('g-page-designer', Designer);
