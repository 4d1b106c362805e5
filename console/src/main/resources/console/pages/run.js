import { html, nothing } from 'lit';
import { call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago, clock, counted, took } from '../lib/words.js';
import { ask, attempt, badge, button } from '../ui/parts.js';
import '../ui/log.js';

class Run extends Page {
  async load() {
    const id = this.args[0];
    [this.run, this.steps] = await Promise.all([call('run', { id }), items('steps', { id })]);
    this.calls = [{ name: 'run', args: { id } }, { name: 'steps', args: { id } }, { name: 'runLog', args: { id } }];
  }

  heard(event) {
    if (event.subject === this.run?.host) this.soon();
  }

  get isOver() {
    return ['SUCCEEDED', 'FAILED', 'ABORTED'].includes(this.run.state);
  }

  async act(name, question, body) {
    const answer = await ask(question);
    if (!answer) return;
    const next = await attempt(question.action + ': accepted', () => call(name, { id: this.run.id }, { body: body?.(answer) }));
    if (next?.id && next.id !== this.run.id) location.hash = '#/run/' + next.id;
    else this.soon(0);
  }

  buttons() {
    const off = session.hindrance('operator');
    const r = this.run;
    const name = r.host;
    return html`<div class="actions-row">
      ${button('Abort', () => this.act('runAbort', { title: `Abort the run on ${name}?`, text: html`<p>It ends before its next step. What was done stays done; the host is <b>Failed</b> then and can be retried. A command that runs on the host now ends by itself.</p>`, fields: [{ name: 'reason', label: 'Reason', required: true }], action: 'Abort', danger: true }, (a) => ({ reason: a.reason })), { off: off || (this.isOver ? 'the run has ended' : '') })}
      ${button('Retry', () => this.act('runRetry', { title: `Retry on ${name}?`, text: html`<p>A new run begins for the same request. It inspects first: what is as desired already is not done again.</p>`, action: 'Retry' }), { off: off || (!this.isOver ? 'the run has not ended' : r.state === 'SUCCEEDED' ? 'it succeeded' : ''), kind: r.state === 'FAILED' ? 'primary' : '' })}
      ${button('Skip a step', () => this.act('runSkip', { title: 'Skip a step?', text: html`<p>The step is left out for this request, whatever follows from that on the host. A failed run is tried again without it.</p>`, fields: [{ name: 'step', label: 'Step', required: true, value: r.step || '' }, { name: 'reason', label: 'Reason', required: true }], action: 'Skip', danger: true }, (a) => ({ step: a.step, reason: a.reason })), { off: off || (r.state === 'SUCCEEDED' ? 'it succeeded' : '') })}</div>`;
  }

  content() {
    const r = this.run;
    if (!r) return nothing;
    return html`<nav class="crumbs" aria-label="Where you are"><a href="#/runs">Runs</a> / <a href="#/host/${encodeURIComponent(r.host)}">${r.host}</a> / ${r.kind === 'INSPECT' ? 'Inspection' : 'Provisioning'}</nav>
      <div class="head"><h1>${r.kind === 'INSPECT' ? 'Inspection' : 'Provisioning'} of ${r.host}</h1>${badge(r.state)}
        <span class="quiet">${r.finishedAt ? `took ${took(new Date(r.finishedAt) - new Date(r.startedAt || r.createdAt))}` : `began ${ago(r.createdAt)} ago`}${r.changes != null ? ` · ${counted(r.changes, 'change')}, ${counted(r.reboots || 0, 'reboot')}` : ''}</span></div>
      ${r.waiting ? html`<p class="notice" role="status"><strong>Waits:</strong> ${r.waiting}</p>` : nothing}
      ${r.reason ? html`<div class="refusal"><strong>${r.reason}</strong><p>${r.detail || ''}</p><small>${r.retryable ? 'The same may work later.' : 'The same will not work without a change.'}</small></div>` : nothing}
      ${Object.entries(r.skipped || {}).map(([step, why]) => html`<p class="notice">Step <code>${step}</code> is left out: ${why}</p>`)}
      ${this.buttons()}
      <ol class="steps">${this.steps.map((s) => html`<li class=${(s.outcome || '').toLowerCase()}><div class="step-head"><code>${s.name}</code>${badge(s.outcome)}<span class="quiet">${s.finishedAt ? took(new Date(s.finishedAt) - new Date(s.startedAt)) : `since ${clock(s.startedAt)}`}</span></div>
        ${(s.changes || []).map((c) => html`<p>${c}</p>`)}${s.detail ? html`<pre class="value" tabindex="0">${s.detail}</pre>` : nothing}</li>`)}</ol>
      <g-log .what=${['runLog', { id: r.id }]} @step=${() => this.soon()} @end=${() => this.soon()}></g-log>`;
  }
}
customElements.define('g-page-run', Run);
