import { html, nothing } from 'lit';
import { Element } from '../lib/element.js';
import { follow } from '../lib/api.js';

/** A log that grows: goes on after a broken connection, keeps to its end unless one scrolls up. `what` is [call, arguments]. */
class Log extends Element {
  static properties = { what: { attribute: false }, state: { state: true }, lines: { state: true } };
  lines = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.abort = new AbortController();
    const [name, args] = this.what;
    follow(name, args, {
      signal: this.abort.signal,
      onState: (state) => (this.state = state),
      onEvent: (event) => {
        if (event.name === 'end') {
          this.state = 'end';
          this.dispatchEvent(new CustomEvent('end'));
          return 'end';
        }
        if (event.name === 'progress') this.dispatchEvent(new CustomEvent('step', { detail: event.data }));
        else this.add(event.data);
        return undefined;
      },
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.abort.abort();
  }

  /** Many lines at once are drawn once. */
  add(line) {
    this.lines.push(line);
    if (this.lines.length > 5000) this.lines.splice(0, 1000);
    this.due ||= requestAnimationFrame(() => {
      this.due = undefined;
      this.requestUpdate();
      this.updateComplete.then(() => {
        const box = this.querySelector('pre');
        if (box && !this.isHeld) box.scrollTop = box.scrollHeight;
      });
    });
  }

  scrolled(e) {
    this.isHeld = e.target.scrollTop + e.target.clientHeight < e.target.scrollHeight - 30;
  }

  render() {
    const words = { live: 'live', lost: 'connection lost, trying again', end: 'complete', gone: 'there is no log' };
    return html`<section class="log"><header><h2>Log</h2><span class="quiet" role="status">${words[this.state] || 'connecting'}</span></header>
      <pre tabindex="0" role="log" aria-label="Log" @scroll=${this.scrolled}>${this.lines.join('\n')}</pre>${this.lines.length ? nothing : html`<p class="quiet">Nothing was written yet.</p>`}</section>`;
  }
}
customElements.define('g-log', Log);
