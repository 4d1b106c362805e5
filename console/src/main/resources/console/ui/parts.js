import { html, nothing } from 'lit';
import { Element } from '../lib/element.js';
import { asCommand, asCurl } from '../lib/calls.js';
import { FLAGS, STATES } from '../lib/words.js';

class Part extends Element {
  createRenderRoot() {
    return this;
  }
}

export const badge = (state, hint) => {
  const [word, kind, meaning] = STATES[state] || [state || 'unknown', 'rest', ''];
  return html`<span class="badge ${kind}" title=${hint || meaning}>${word}</span>`;
};

export const flag = (name, reason) => html`<span class="flag" title=${reason || FLAGS[name] || name}>${name}</span>`;

/** A button that is off with a reason instead of hidden. */
export const button = (text, onClick, { off, kind = '', label } = {}) => html`
  <button type="button" class=${kind} aria-disabled=${off ? 'true' : nothing} title=${off || nothing} aria-label=${label || nothing}
    @click=${(e) => (off ? e.preventDefault() : onClick(e))}>${text}</button>`;

/** Nothing to show, and why. */
export const empty = (title, text) => html`<div class="empty"><strong>${title}</strong><p>${text}</p></div>`;

/** What a service refused. */
class Refusal extends Part {
  static properties = { refusal: { attribute: false } };

  render() {
    const r = this.refusal;
    return html`<div class="refusal" role="alert"><strong>${r.title || 'Something went wrong'}</strong>
      ${r.fields?.length
        ? html`<ul>${r.fields.map((f) => html`<li><code>${f.path}</code>: found ${f.found}, expected ${f.expected}; ${f.fix}</li>`)}</ul>`
        : html`<p>${r.message}</p>`}
      ${r.kind ? html`<small>${r.kind}, ${r.status}</small>` : nothing}</div>`;
  }
}
customElements.define('g-refusal', Refusal);

/** The calls behind a page, to be copied as curl or as the command line. */
class Calls extends Part {
  static properties = { calls: { attribute: false }, copied: { state: true } };

  async copy(text, key) {
    await navigator.clipboard.writeText(text);
    this.copied = key;
    setTimeout(() => (this.copied = undefined), 1500);
  }

  render() {
    return html`<details class="calls"><summary>The calls behind this page</summary><ul>
      ${this.calls.map((call, i) => {
        const curl = asCurl(call);
        const command = asCommand(call);
        return html`<li><code>${command}</code>
          <button type="button" class="small" @click=${() => this.copy(command, 'c' + i)}>${this.copied === 'c' + i ? 'Copied' : 'Copy command'}</button>
          <button type="button" class="small" @click=${() => this.copy(curl, 'u' + i)}>${this.copied === 'u' + i ? 'Copied' : 'Copy curl'}</button></li>`;
      })}</ul></details>`;
  }
}
customElements.define('g-calls', Calls);

/**
 * Asks for a reason and says what follows; resolves with the values, or undefined when it was called off. With work(values) it resolves with what that
 * gives, and a refusal is shown in place, with what was typed.
 */
class Ask extends Part {
  static properties = { question: { state: true }, refusal: { state: true }, busy: { state: true } };

  ask(question) {
    this.question = question;
    this.refusal = undefined;
    this.returned = document.activeElement;
    return new Promise((answer) => {
      this.answer = answer;
      this.updateComplete.then(() => this.querySelector('dialog').showModal());
    });
  }

  end(values) {
    this.querySelector('dialog').close();
    this.answer(values);
    this.question = undefined;
    this.returned?.focus?.();
  }

  async submit(e) {
    e.preventDefault();
    const values = Object.fromEntries(new FormData(e.target));
    const { work } = this.question;
    if (!work) return this.end(values);
    if (this.busy) return;
    this.busy = true;
    try {
      this.end((await work(values)) ?? true);
    } catch (refusal) {
      this.refusal = refusal;
      await this.updateComplete;
      this.querySelector('g-refusal').scrollIntoView({ block: 'center' });
    } finally {
      this.busy = false;
    }
  }

  render() {
    const q = this.question;
    if (!q) return nothing;
    return html`<dialog aria-labelledby="ask-title" @cancel=${(e) => { e.preventDefault(); this.end(undefined); }}>
      <form method="dialog" @submit=${this.submit}>
        <h2 id="ask-title">${q.title}</h2>
        <div class="ask-text">${q.text}</div>
        <div class="fields">${(q.fields || []).map((f) => html`<label class=${f.type === 'number' ? 'half' : ''}>${f.label}
          ${f.options
            ? html`<select name=${f.name}>${f.options.map((o) => html`<option value=${o}>${o}</option>`)}</select>`
            : f.long
              ? html`<textarea name=${f.name} rows=${f.rows || 3} ?required=${f.required} placeholder=${f.placeholder || ''} .value=${f.value || ''}></textarea>`
              : html`<input name=${f.name} type=${f.type || 'text'} ?required=${f.required} placeholder=${f.placeholder || ''} .value=${f.value ?? ''} min=${f.min ?? nothing} list=${f.suggestions?.length ? 'ask-' + f.name : nothing} maxlength="500" autocomplete="off">
                ${f.suggestions?.length ? html`<datalist id=${'ask-' + f.name}>${f.suggestions.map((o) => html`<option value=${o}></option>`)}</datalist>` : nothing}`}
          ${f.hint ? html`<small>${f.hint}</small>` : nothing}</label>`)}</div>
        ${this.refusal ? html`<g-refusal .refusal=${this.refusal}></g-refusal>` : nothing}
        <div class="actions"><button type="button" @click=${() => this.end(undefined)}>Cancel</button>
          <button type="submit" class="primary ${q.danger ? 'danger' : ''}" aria-disabled=${this.busy ? 'true' : nothing}>${q.action}</button></div>
      </form></dialog>`;
  }
}
customElements.define('g-ask', Ask);

export const ask = (question) => document.querySelector('g-ask').ask(question);

/** Short news at the edge; read out by a screen reader. */
class News extends Part {
  static properties = { items: { state: true } };
  items = [];

  tell(text, kind) {
    const item = { text, kind };
    const items = [...this.items, item];
    // What went well gives way, so that the page stays to be seen.
    const oldest = items.findIndex((i) => i.kind !== 'bad');
    if (items.length > 3 && oldest >= 0) items.splice(oldest, 1);
    this.items = items;
    setTimeout(() => (this.items = this.items.filter((i) => i !== item)), kind === 'bad' ? 20_000 : 8000);
  }

  render() {
    return html`<div class="news" role="status" aria-live="polite">${this.items.map((i) => html`<div class="news-item ${i.kind}">${i.text}</div>`)}</div>`;
  }
}
customElements.define('g-news', News);

export const tell = (text, kind = 'good') => document.querySelector('g-news').tell(text, kind);

/** Does something and tells how it ended. */
export async function attempt(what, work) {
  try {
    const result = await work();
    if (what) tell(what);
    return result ?? true;
  } catch (e) {
    tell(`${e.title || 'Failed'}: ${e.message}`, 'bad');
    return undefined;
  }
}
