import { html, nothing } from 'lit';
import { Element } from './lib/element.js';
import { live } from './lib/live.js';
import { session } from './lib/session.js';
import './ui/parts.js';
import './ui/table.js';

// Pages are read when they are first opened.
const PAGES = [
  ['fleet', 'Fleet', 'M4 6h16M4 12h16M4 18h16'],
  ['capacity', 'Capacity', 'M5 20V10M12 20V4M19 20v-7'],
  ['runs', 'Runs', 'M6 4l13 8-13 8z'],
  ['rollouts', 'Rollouts', 'M4 12h6m0 0V6h6M10 12v6h6M16 6h4M16 18h4'],
  ['sources', 'Git sources', 'M7 4v12M7 16a3 3 0 103 3M17 4a3 3 0 100 6M17 10c0 5-10 3-10 8'],
  ['nova', 'Nova', 'M12 3v18M3 12h18M6 6l12 12M18 6L6 18'],
  ['designer', 'Layout designer', 'M4 4h16v16H4zM4 10h16M10 10v10'],
  ['images', 'Images', 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8'],
  ['events', 'Events', 'M5 12a7 7 0 017-7M5 12a7 7 0 007 7M9 12a3 3 0 016 0 3 3 0 01-6 0'],
  ['letters', 'Dead letters', 'M3 6h18v12H3zM3 6l9 7 9-7'],
  ['webhooks', 'Webhooks', 'M8 8a4 4 0 118 0c0 2-2 3-3 5M6 17h12M12 17v4'],
  ['audit', 'Audit', 'M6 3h9l4 4v14H6zM9 9h6M9 13h6M9 17h4'],
  ['access', 'API tokens', 'M14 10a4 4 0 10-4 4l1 0M11 13l7 7M15 17l2-2'],
];
const MODULES = { host: 'host', run: 'run', build: 'images' };

class Shell extends Element {
  static properties = { route: { state: true }, open: { state: true } };
  #changed = () => {
    if (session.isIn) live.start();
    else live.stop();
    this.requestUpdate();
  };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const theme = localStorage.getItem('gantry.theme');
    if (theme) document.documentElement.dataset.theme = theme;
    session.addEventListener('change', this.#changed);
    live.addEventListener('state', () => this.requestUpdate());
    addEventListener('hashchange', () => this.go());
    session.begin().catch(() => session.changed()).finally(() => this.go());
  }

  async go() {
    const [path, query] = (location.hash.slice(1) || '/fleet').split('?');
    const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
    const page = parts[0] || 'fleet';
    const known = PAGES.some(([name]) => name === page) || MODULES[page];
    const asked = (this.asked = {});
    await import(`./pages/${known ? MODULES[page] || page : 'fleet'}.js`);
    if (this.asked !== asked) return; // one has gone on while the page was read
    const isOther = this.route?.key !== path;
    this.route = { page: known ? page : 'fleet', args: parts.slice(1), query: Object.fromEntries(new URLSearchParams(query)), key: path };
    this.open = false;
    document.title = (PAGES.find(([name]) => name === page)?.[1] || parts[1] || 'Fleet') + ' · Gantry';
    if (isOther) this.updateComplete.then(() => scrollTo(0, 0));
  }

  theme() {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark'
      || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('gantry.theme', document.documentElement.dataset.theme);
  }

  page() {
    const { page, args, query, key } = this.route;
    // a page of its own for each address, so that nothing of one host is shown for another
    if (this.shown?.key !== key) {
      this.shown = { key, element: document.createElement('g-page-' + page) };
      this.shown.element.args = args;
    }
    this.shown.element.query = query;
    return this.shown.element;
  }

  status() {
    const words = { live: ['good', 'Live'], lost: ['bad', 'Connection lost, trying again'], connecting: ['wait', 'Connecting'] };
    const [kind, text] = words[live.state] || words.connecting;
    return html`<span class="badge ${kind}" role="status">${text}</span>`;
  }

  render() {
    if (!session.isIn && !session.expired) return this.route ? html`<g-login></g-login>` : nothing;
    if (!this.route) return nothing;
    const { page } = this.route;
    const section = page === 'host' ? 'fleet' : page === 'run' ? 'runs' : page === 'build' ? 'images' : page;
    return html`
      <a class="skip" href="#main" @click=${(e) => { e.preventDefault(); this.querySelector('main').focus(); }}>To the content</a>
      <header class="top">
        <button type="button" class="menu" aria-label="Menu" aria-expanded=${this.open ? 'true' : 'false'} @click=${() => (this.open = !this.open)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"></path></svg></button>
        <a class="brand" href="#/fleet"><img src="/console/icon.svg" alt="" width="26" height="26">Gantry</a>
        <span class="grow"></span>${this.status()}
        <button type="button" class="quiet-button" @click=${this.theme} aria-label="Dark or light"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4a8 8 0 100 16V4z" class="solid"></path><circle cx="12" cy="12" r="8"></circle></svg></button>
        <span class="who wide-only" title="Roles: ${session.roles.join(', ')}">${session.name}</span>
        <button type="button" class="quiet-button" @click=${() => session.logOut()}>Log out</button>
      </header>
      <nav class=${this.open ? 'open' : ''} aria-label="Pages">${PAGES.map(([name, title, path]) => html`
        <a href="#/${name}" aria-current=${name === section ? 'page' : nothing}><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>${title}</a>`)}</nav>
      <main id="main" tabindex="-1" data-page=${this.route.key}>${this.page()}</main>
      ${session.expired ? html`<g-login again></g-login>` : nothing}
      <g-ask></g-ask><g-news></g-news>`;
  }
}

class Login extends Element {
  static properties = { again: { type: Boolean }, problem: { state: true }, busy: { state: true } };

  createRenderRoot() {
    return this;
  }

  async submit(e) {
    e.preventDefault();
    this.busy = true;
    try {
      await session.logIn(new FormData(e.target).get('token').trim());
    } catch (problem) {
      this.problem = problem.message;
    }
    this.busy = false;
  }

  render() {
    const form = html`
      <img src="/console/icon.svg" alt="" width="44" height="44">
      <h1>${this.again ? 'Your login has expired' : 'Gantry'}</h1>
      <p>${this.again ? 'What you typed is kept. Log in again to go on.' : 'From bare GPU hypervisor to bookable OpenStack flavor.'}</p>
      ${session.config.oidc ? html`<button type="button" class="primary" @click=${() => session.logInByProvider().catch((e) => (this.problem = e.message))}>Log in with ${new URL(session.config.oidc.issuer).host}</button><p class="or">or with a token</p>` : nothing}
      <form @submit=${this.submit}>
        <label>Token<input name="token" type="password" required autocomplete="off" spellcheck="false"></label>
        ${session.config.mode === 'local' ? html`<small>It is in the file <code>.gantry/token</code>, and <code>./gantry up</code> prints it.</small>` : nothing}
        ${this.problem ? html`<p class="refusal" role="alert">${this.problem}</p>` : nothing}
        <button type="submit" class="primary" ?disabled=${this.busy}>Log in</button>
      </form>`;
    return html`<div class="login ${this.again ? 'over' : ''}" role=${this.again ? 'dialog' : nothing} aria-modal=${this.again ? 'true' : nothing} aria-label=${this.again ? 'Log in again' : nothing}>
      ${this.again ? html`<div class="login-card">${form}</div>` : html`<main class="login-card">${form}</main>`}</div>`;
  }
}

customElements.define('g-shell', Shell);
customElements.define('g-login', Login);
