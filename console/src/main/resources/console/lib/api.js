import { CALLS, address } from './calls.js';
import { session } from './session.js';

/** A refusal as the service says it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `answered with ${status}`);
    this.status = status;
    this.title = problem.title || 'Refused';
    this.kind = (problem.type || '').split('/').pop();
    this.fields = problem.fields || [];
    this.problem = problem;
  }
}

/** Makes a call of calls.js. Options: query, body (sent as JSON), raw with type, form, accept, ifMatch. */
export async function call(name, args = {}, options = {}) {
  const headers = { Authorization: 'Bearer ' + session.token, Accept: options.accept || 'application/json', ...options.headers };
  let body;
  if (options.form) {
    body = options.form; // the browser writes its media type
  } else if (options.raw !== undefined) {
    body = options.raw;
    headers['Content-Type'] = options.type;
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body);
    headers['Content-Type'] = 'application/json';
  }
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;
  let answer;
  try {
    answer = await fetch(address(name, args, options.query), { method: CALLS[name][1], headers, body });
  } catch (e) {
    throw new Refusal(0, { title: 'No connection', detail: 'The suite gave no answer. It is tried again when the connection is back.' });
  }
  const text = await answer.text();
  if (!answer.ok) {
    if (answer.status === 401) session.expire();
    throw new Refusal(answer.status, parsed(text) || {});
  }
  if (options.accept && options.accept !== 'application/json') return text;
  const json = text ? parsed(text) : null;
  return options.withTag ? { json, tag: answer.headers.get('ETag') } : json;
}

/** The items of a list that comes whole. */
export const items = async (name, args) => (await call(name, args)).items;

/** All items of a paged list. */
export async function all(name, args = {}, query = {}, limit = 1000) {
  const found = [];
  let cursor;
  do {
    const page = await call(name, args, { query: { ...query, limit, cursor } });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Follows a stream of server-sent events by fetch, which can send the token in a header, as EventSource cannot. Connects again by
 * itself, after the last event. The signal ends it.
 */
export async function follow(name, args, { query, onEvent, onState, signal, last }) {
  let pause = 500;
  while (!signal.aborted) {
    try {
      const headers = { Authorization: 'Bearer ' + session.token, Accept: 'text/event-stream' };
      if (last) headers['Last-Event-ID'] = last;
      const answer = await fetch(address(name, args, query), { headers, signal });
      if (answer.status === 401) {
        session.expire();
        onState?.('lost');
        await loggedIn(signal);
        continue;
      }
      if (!answer.ok) throw new Refusal(answer.status, parsed(await answer.text()) || {});
      onState?.('live');
      pause = 500;
      for await (const event of events(answer.body)) {
        if (event.id) last = event.id;
        if (onEvent(event) === 'end') return;
      }
    } catch (e) {
      if (signal.aborted) return;
      if (e instanceof Refusal && e.status === 404) {
        onState?.('gone');
        return;
      }
    }
    onState?.('lost');
    await new Promise((go) => setTimeout(go, pause));
    pause = Math.min(pause * 2, 5000);
  }
}

function loggedIn(signal) {
  return new Promise((go) => {
    const look = () => {
      if (!session.expired || signal.aborted) {
        session.removeEventListener('change', look);
        go();
      }
    };
    session.addEventListener('change', look);
    signal.addEventListener('abort', look);
  });
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { data: [] };
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length) yield { id: event.id, name: event.name || 'message', data: event.data.join('\n') };
        event = { data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') event.data.push(text);
      else if (field === 'event') event.name = text;
      else if (field === 'id') event.id = text;
    }
  }
}
