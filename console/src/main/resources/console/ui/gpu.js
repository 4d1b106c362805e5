import { html, nothing, svg } from 'lit';
import { Element } from '../lib/element.js';
import { modelOf, typeOf } from '../lib/mig.js';

const WIDTH = 1000;
const TONES = 6;

const shortType = (type) => (type || '').replace('nvidia-', '');

/**
 * One card drawn to scale: its memory with the MIG devices or time-sliced vGPUs where they lie, and its virtual functions as cells.
 * What is desired stands beside what is found; a difference is marked. All of it is told by a table too.
 */
class Gpu extends Element {
  static properties = {
    card: { attribute: false }, devices: { attribute: false }, desired: { attribute: false }, cat: { attribute: false },
    holders: { attribute: false }, told: { state: true },
  };
  devices = [];

  createRenderRoot() {
    return this;
  }

  get model() {
    return this.cat && modelOf(this.cat, this.card);
  }

  tone(type) {
    const types = [...new Set([...this.devices.map((d) => d.type), ...(this.desired?.functions || []).map((f) => f.type)])].sort();
    return types.indexOf(type) % TONES;
  }

  /** Each virtual function: what is desired of it and what is there; then what the card itself carries. */
  functions() {
    const addresses = this.card.virtualFunctions || [];
    const desired = new Map((this.desired?.functions || []).map((f) => [f.index, f]));
    const own = this.devices.filter((d) => !addresses.includes(d.address));
    const isWhole = own.some((d) => d.kind === 'PASSTHROUGH');
    const total = Math.max(isWhole || own.some((d) => d.address === this.card.address) ? 0 : this.card.totalFunctions || 0, addresses.length, addresses.length || isWhole ? 0 : own.length, ...[...desired.keys()].map((i) => i + 1), 0);
    // functions that are not told by address: their order is that of their addresses
    const indexes = [...desired.keys()].sort((a, b) => a - b);
    const paired = {};
    [...own].sort((a, b) => (a.address < b.address ? -1 : 1)).forEach((d, i) => (paired[indexes[i] ?? (indexes.at(-1) ?? -1) + 1 + i - indexes.length] = d));
    const cells = Array.from({ length: total }, (_, index) => {
      const device = addresses.length ? this.devices.find((d) => d.address === addresses[index]) : isWhole ? undefined : paired[index];
      return this.compared(index, addresses[index] || device?.address, device, desired.get(index));
    });
    const rest = isWhole || addresses.length ? own : [];
    return [...cells, ...rest.map((device) => ({ index: '', address: device.address, device, differs: false }))];
  }

  compared(index, address, device, wish) {
    const isSame = (device?.type || '') === (wish?.type || '') || (wish && device && wish.type === device.typeName);
    return { index, address, device, wish, differs: !!this.desired && !isSame };
  }

  memory() {
    const model = this.model;
    if (!model) return [];
    const family = this.cat.families.find((f) => f.name === model.family);
    const instances = this.card.migInstances || [];
    if (family && instances.length) return instances.map((p) => this.instance(p, family));
    let x = 0;
    return this.devices.filter((d) => d.type).map((device) => {
      const type = typeOf(model, device.type) || typeOf(model, device.typeName);
      const w = type ? type.memoryMib / model.memoryMib : 1 / Math.max(1, this.devices.length);
      const block = { x, w: Math.min(w, 1 - x), label: shortName(device), type: device.type, text: `${shortName(device)}, ${type ? `${type.memoryMib / 1024} GiB` : 'size not known'}, at ${device.address}` };
      x += w;
      return block;
    });
  }

  /** A MIG device where the host says that it lies. Which vGPU is on which of two alike, the host does not tell. */
  instance(p, family) {
    const on = this.devices.filter((d) => d.migProfile === p.profile);
    const names = [...new Set(on.map(shortName))].join(', ');
    const place = p.size === 1 ? `memory slice ${p.start}` : `memory slices ${p.start} to ${p.start + p.size - 1}`;
    return { x: p.start / family.memorySlices, w: p.size / family.memorySlices, label: p.profile, type: on[0]?.type, isEmpty: !on.length, slices: family.memorySlices,
      text: `MIG ${p.profile}, ${place} of ${family.memorySlices}: ${names || 'no vGPU on it'}` };
  }

  sentence(f) {
    const d = f.device;
    const holder = d && this.holderOf(d);
    return [
      f.index === '' ? 'the card itself' : `function ${f.index}`, f.address || 'not switched on', d ? '' : 'carries nothing',
      d ? `${d.type || d.kind}${d.typeName ? ' (' + d.typeName + ')' : ''}` : '',
      d?.migProfile ? `on MIG ${d.migProfile}` : '', d?.uuid ? `UUID ${d.uuid}` : '',
      holder ? `held by ${holder}` : '', f.differs ? `desired: ${f.wish ? f.wish.type : 'nothing'}` : '',
    ].filter(Boolean).join(' · ');
  }

  holderOf(device) {
    const plain = (text) => (text || '').replace(/[^0-9a-f]/gi, '').toLowerCase();
    return (this.holders || []).find((h) => plain(h.provider).includes(plain(device.address)) || (device.uuid && plain(h.provider).includes(plain(device.uuid))))?.server;
  }

  tells(text) {
    return { enter: () => (this.told = text), leave: () => (this.told = undefined) };
  }

  cell(f, i, perRow) {
    const size = WIDTH / perRow;
    const x = (i % perRow) * size;
    const y = Math.floor(i / perRow) * 46;
    const text = this.sentence(f);
    const { enter, leave } = this.tells(text);
    const kind = f.device ? 'tone' + this.tone(f.device.type) : f.wish ? 'wished' : 'free';
    return svg`<g tabindex="0" role="img" aria-label=${text} class="cell ${kind} ${f.differs ? 'differs' : ''}" @focus=${enter} @blur=${leave} @mouseenter=${enter} @mouseleave=${leave}>
      <rect x=${x + 2} y=${y + 2} width=${size - 4} height="40" rx="6"></rect>
      <text x=${x + size / 2} y=${y + 20} class="cell-type">${f.device ? shortType(f.device.type) || 'whole' : f.wish ? shortType(f.wish.type) + '?' : ''}</text>
      <text x=${x + size / 2} y=${y + 34} class="cell-index">${f.differs ? '→ ' + (f.wish ? shortType(f.wish.type) : 'none') : f.index === '' ? 'card' : f.index}</text></g>`;
  }

  drawing(functions) {
    const blocks = this.memory();
    const perRow = functions.length > 16 ? 16 : Math.max(8, functions.length);
    const rows = Math.ceil(functions.length / perRow);
    const slices = blocks[0]?.slices || 0;
    const gib = this.model ? this.model.memoryMib / 1024 : 0;
    return html`<svg viewBox="0 0 ${WIDTH} ${92 + rows * 46}" class="gpu-drawing" role="group" aria-label="Card ${this.card.address}, drawn to scale">
      <text x="2" y="12" class="axis">0</text><text x=${WIDTH - 2} y="12" class="axis end">${gib ? Math.round(gib) + ' GiB memory' : 'memory not known'}</text>
      <rect x="2" y="18" width=${WIDTH - 4} height="48" rx="8" class="memory"></rect>
      ${Array.from({ length: Math.max(0, slices - 1) }, (_, i) => svg`<line x1=${((i + 1) * WIDTH) / slices} x2=${((i + 1) * WIDTH) / slices} y1="18" y2="66" class="tick"></line>`)}
      ${blocks.map((b) => {
        const { enter, leave } = this.tells(b.text);
        return svg`<g tabindex="0" role="img" aria-label=${b.text} class="block ${b.isEmpty ? 'bare' : 'tone' + this.tone(b.type)}" @focus=${enter} @blur=${leave} @mouseenter=${enter} @mouseleave=${leave}>
          <rect x=${b.x * WIDTH + 4} y="21" width=${Math.max(6, b.w * WIDTH - 8)} height="42" rx="6"></rect>
          <text x=${(b.x + b.w / 2) * WIDTH} y="47" class="block-label">${b.w > 0.07 ? b.label : ''}</text></g>`;
      })}
      <g transform="translate(0 82)">${functions.map((f, i) => this.cell(f, i, perRow))}</g></svg>`;
  }

  render() {
    const functions = this.functions();
    const differences = functions.filter((f) => f.differs);
    return html`<section class="gpu" aria-label="Card ${this.card.address}">
      <header><h3>${this.card.name || this.model?.title || 'GPU'}</h3><code>${this.card.address}</code>
        <span class="quiet">${[this.card.boundDriver ? 'driver ' + this.card.boundDriver : 'no driver', this.card.mig ? 'MIG ' + this.card.mig : '', this.card.numaNode >= 0 ? 'NUMA ' + this.card.numaNode : '', this.card.iommuGroup != null ? 'IOMMU group ' + this.card.iommuGroup : ''].filter(Boolean).join(' · ')}</span>
        ${differences.length ? html`<span class="badge wait">${differences.length} differ from what is desired</span>` : nothing}</header>
      ${this.drawing(functions)}
      <p class="told" aria-hidden="true">${this.told || 'Point at a part of the card, or move to it with Tab, to read its address.'}</p>
      <details class="card-table"><summary>The same as a table</summary><div class="scroller" tabindex="0" role="region" aria-label="Virtual functions of ${this.card.address}"><table>
        <caption class="unseen">Virtual functions of ${this.card.address}</caption>
        <thead><tr><th scope="col">Function</th><th scope="col">Address</th><th scope="col">Found</th><th scope="col">Desired</th><th scope="col">MIG device</th><th scope="col">UUID</th><th scope="col">Held by</th></tr></thead>
        <tbody>${functions.filter((f) => f.device || f.wish).map((f) => html`<tr class=${f.differs ? 'differs' : ''}><td>${f.index === '' ? 'card' : f.index}</td><td><code>${f.address || ''}</code></td>
          <td>${f.device ? [f.device.type, f.device.typeName].filter(Boolean).join(' ') || 'the whole card' : 'nothing'}</td><td>${f.wish ? f.wish.type : this.desired ? 'nothing' : 'not known'}${f.differs ? html` <strong>differs</strong>` : nothing}</td>
          <td>${f.device?.migProfile || ''}</td><td><code>${f.device?.uuid || ''}</code></td><td>${f.device ? this.holderOf(f.device) || '' : ''}</td></tr>`)}
          ${functions.every((f) => !f.device && !f.wish) ? html`<tr><td colspan="7">No virtual function carries anything.</td></tr>` : nothing}</tbody></table></div></details>
    </section>`;
  }
}

const shortName = (device) => (device.typeName || device.type || '').replace(/^(GRID|NVIDIA) /, '');
customElements.define('g-gpu', Gpu);
