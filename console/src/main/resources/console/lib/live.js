import { follow } from './api.js';

/** The suite's events, one stream for the whole console. Pages listen to it; nothing is asked for again by a clock. */
class Live extends EventTarget {
  state = 'connecting';
  recent = [];
  #abort;

  start() {
    if (this.#abort) return;
    this.#abort = new AbortController();
    follow('events', {}, {
      signal: this.#abort.signal,
      onState: (state) => {
        const healed = this.state === 'lost' && state === 'live';
        this.state = state;
        this.dispatchEvent(new CustomEvent('state', { detail: { healed } }));
      },
      onEvent: (event) => {
        const cloud = JSON.parse(event.data);
        const told = { id: event.id, type: cloud.type.replace(/^dev\.gantry\./, '').replace(/\.v\d+$/, ''), subject: cloud.subject, time: cloud.time, source: cloud.source, data: cloud.data || {}, whole: cloud };
        this.recent.unshift(told);
        this.recent.length = Math.min(this.recent.length, 500);
        this.dispatchEvent(new CustomEvent('event', { detail: told }));
      },
    });
  }

  stop() {
    this.#abort?.abort();
    this.#abort = undefined;
    this.state = 'connecting';
  }
}

export const live = new Live();
