import { html, nothing } from 'lit';
import { Element } from '../lib/element.js';

const ROW = 44;
const SPARE = 8;

/**
 * A table of any length: only the rows in view are in the document. Columns: {title, cell(row), sort(row), narrow: false to leave
 * it out on a small screen, className}. With `selection` (a Set of keys) it has boxes.
 */
class Table extends Element {
  static properties = {
    rows: { attribute: false }, columns: { attribute: false }, keyOf: { attribute: false }, selection: { attribute: false },
    caption: {}, isNarrow: { state: true }, from: { state: true }, sorted: { state: true }, height: { state: true },
  };
  rows = [];
  from = 0;
  keyOf = (row) => row.name || row.id;
  height = 640;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.measure = () => {
      this.height = Math.max(280, innerHeight - 300);
      this.isNarrow = matchMedia('(max-width: 640px)').matches;
    };
    this.measure();
    addEventListener('resize', this.measure);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('resize', this.measure);
  }

  scrolled(e) {
    const from = Math.max(0, Math.floor(e.target.scrollTop / ROW) - SPARE);
    if (Math.abs(from - this.from) >= SPARE / 2 || from === 0) this.from = from;
  }

  sort(column) {
    if (!column.sort) return;
    const same = this.sorted?.column.title === column.title;
    this.sorted = { column, up: same ? !this.sorted.up : true };
  }

  choose(keys, on) {
    const selection = new Set(this.selection);
    keys.forEach((key) => (on ? selection.add(key) : selection.delete(key)));
    this.dispatchEvent(new CustomEvent('select', { detail: selection }));
  }

  ordered() {
    if (!this.sorted) return this.rows;
    const { column, up } = this.sorted;
    return [...this.rows].sort((a, b) => {
      const [x, y] = [column.sort(a), column.sort(b)];
      return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
    });
  }

  render() {
    const rows = this.ordered();
    const columns = this.columns.filter((c) => !this.isNarrow || c.narrow !== false);
    const shown = Math.ceil(this.height / ROW) + 2 * SPARE;
    const from = Math.min(this.from, Math.max(0, rows.length - shown));
    const view = rows.slice(from, from + shown);
    const keys = rows.map(this.keyOf);
    const allIn = this.selection && keys.length > 0 && keys.every((k) => this.selection.has(k));
    const width = columns.length + (this.selection ? 1 : 0);
    return html`<div class="scroller" .style=${`max-height:${this.height}px`} @scroll=${this.scrolled} tabindex="0" role="region" aria-label=${this.caption}>
      <table aria-rowcount=${rows.length + 1}><caption class="unseen">${this.caption}</caption>
        <thead><tr>
          ${this.selection ? html`<th class="box"><input type="checkbox" aria-label="Select all that are shown" .checked=${allIn} @change=${(e) => this.choose(keys, e.target.checked)}></th>` : nothing}
          ${columns.map((c) => html`<th scope="col" class="${c.className || ''}"
            aria-sort=${this.sorted?.column.title === c.title ? (this.sorted.up ? 'ascending' : 'descending') : nothing}>
            ${c.sort ? html`<button type="button" class="heading" @click=${() => this.sort(c)}>${c.title}<span aria-hidden="true">${this.sorted?.column.title === c.title ? (this.sorted.up ? ' ↑' : ' ↓') : ''}</span></button>` : c.title}</th>`)}
        </tr></thead>
        <tbody>
          ${from ? html`<tr aria-hidden="true"><td colspan=${width} class="spacer" .style=${`height:${from * ROW}px`}></td></tr>` : nothing}
          ${view.map((row, i) => {
            const key = this.keyOf(row);
            return html`<tr aria-rowindex=${from + i + 2} class=${this.selection?.has(key) ? 'selected' : ''}>
              ${this.selection ? html`<td class="box"><input type="checkbox" aria-label="Select ${key}" .checked=${this.selection.has(key)} @change=${(e) => this.choose([key], e.target.checked)}></td>` : nothing}
              ${columns.map((c) => html`<td class="${c.className || ''}">${c.cell(row)}</td>`)}</tr>`;
          })}
          ${from + view.length < rows.length ? html`<tr aria-hidden="true"><td colspan=${width} class="spacer" .style=${`height:${(rows.length - from - view.length) * ROW}px`}></td></tr>` : nothing}
        </tbody></table></div>`;
  }
}
customElements.define('g-table', Table);
