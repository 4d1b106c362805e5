import { html, nothing } from 'lit';
import { Element } from './element.js';
import { live } from './live.js';
import { session } from './session.js';

/**
 * What all pages share: they render into the document (one style sheet), load when they appear, and hear of events. A page sets
 * `calls`, the calls behind what it shows.
 */
export class Page extends Element {
  static properties = { args: { attribute: false }, query: { attribute: false }, refusal: { state: true }, loaded: { state: true } };
  calls = [];
  #heard = (e) => this.heard(e.detail);
  #state = (e) => {
    if (e.detail.healed) this.reload();
    this.requestUpdate();
  };
  #session = () => {
    if (session.isIn && !session.expired && this.refusal) this.reload();
    this.requestUpdate();
  };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener('event', this.#heard);
    live.addEventListener('state', this.#state);
    session.addEventListener('change', this.#session);
    this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener('event', this.#heard);
    live.removeEventListener('state', this.#state);
    session.removeEventListener('change', this.#session);
  }

  /** Reads what the page shows. */
  async load() {}

  /** An event of the suite. */
  heard() {}

  async reload() {
    try {
      await this.load();
      this.refusal = undefined;
    } catch (e) {
      this.refusal = e;
      if (!e.title) console.error(e);
    }
    this.loaded = true;
    this.requestUpdate();
  }

  /** Many events at once lead to one reading. */
  soon(wait = 150) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reload(), wait);
  }

  render() {
    return html`
      ${this.refusal ? html`<g-refusal .refusal=${this.refusal}></g-refusal>` : nothing}
      ${this.loaded ? this.content() : html`<p class="quiet" role="status">Loading …</p>`}
      ${this.calls.length ? html`<g-calls .calls=${this.calls}></g-calls>` : nothing}`;
  }

  content() {
    return nothing;
  }
}

/** Another query in the address, so that it can be kept and sent; the page stays. */
export function setQuery(changes) {
  const [path, old] = location.hash.slice(1).split('?');
  const query = new URLSearchParams(old);
  for (const [key, value] of Object.entries(changes)) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  history.replaceState(null, '', '#' + path + (text ? '?' + text : ''));
  dispatchEvent(new Event('hashchange'));
}
