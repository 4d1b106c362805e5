import { html, nothing } from 'lit';
import { all, call, items } from '../lib/api.js';
import { Page, setQuery } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago } from '../lib/words.js';
import { ask, attempt, badge, button, empty } from '../ui/parts.js';

const absent = () => undefined;
const diffLine = (line) => html`<span class=${line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : line.startsWith('@') ? 'place' : ''}>${line}\n</span>`;

class Nova extends Page {
  async load() {
    if (this.args[0]) return this.loadRevision(this.args[0]);
    const [site, hosts, flavors, plan, conf, bookable] = await Promise.all([
      call('siteRevisions', {}, { query: { limit: 20 } }), all('hosts').catch(() => []), items('flavors'), call('flavorPlan').catch((e) => ({ refused: e })),
      call('novaConf', {}, { accept: 'text/plain' }).catch(absent), items('bookable').catch(() => [])]);
    Object.assign(this, { site: site.items, hosts, flavors, plan, conf, bookable });
    this.calls = [{ name: 'siteRevisions' }, { name: 'flavors' }, { name: 'flavorPlan' }, { name: 'novaConf' }];
  }

  async loadRevision(id) {
    const against = this.query?.against;
    this.revision = await call('revision', { id });
    const history = this.revision.scope === 'site' || this.revision.scope.startsWith('_')
      ? call('siteRevisions', {}, { query: { limit: 50 } }) : call('hostRevisions', { host: this.revision.scope }, { query: { limit: 50 } });
    [this.diff, this.others] = await Promise.all([call('revisionDiff', { id }, { accept: 'text/plain', query: { against } }).catch((e) => e.message), history.then((p) => p.items).catch(() => [])]);
    this.files = await Promise.all(this.revision.files.map(async (path) => [path, await call('revisionFile', { id, path }, { accept: 'text/plain' }).catch((e) => e.message)]));
    this.calls = [{ name: 'revision', args: { id } }, { name: 'revisionDiff', args: { id }, query: { against } }];
  }

  updated(changed) {
    if (changed.has('query') && changed.get('query') && this.args[0]) this.soon(0);
  }

  heard(event) {
    if (event.type.startsWith('nova-config') || event.type.startsWith('placement')) this.soon();
  }

  async publish(revision) {
    const isOld = this.others?.some((o) => o.number > revision.number);
    const answer = await ask({ title: `Publish revision ${revision.number} of ${revision.scope}?`, action: isOld ? 'Publish the older one' : 'Publish', text: html`<p>${isOld ? 'A newer revision exists; publishing this one takes the newer one back.' : 'It is brought to where Nova reads it.'}</p>` });
    if (answer && (await attempt('Publication was asked for', () => call('publish', { id: revision.id })))) this.soon(0);
  }

  async apply() {
    const answer = await ask({ title: 'Apply flavors to Nova?', text: html`<ol>${this.plan.steps.map((s) => html`<li>${s}</li>`)}</ol><p>Exactly these steps; when the plan is another one by then, it is refused.</p>`, action: 'Apply' });
    if (answer && (await attempt('Flavors were applied', () => call('flavorApply', {}, { body: { digest: this.plan.digest } })))) this.soon(0);
  }

  content() {
    return this.args[0] ? this.one() : this.overview();
  }

  one() {
    const r = this.revision;
    if (!r) return nothing;
    return html`<nav class="crumbs" aria-label="Where you are"><a href="#/nova">Nova</a> / ${r.scope}</nav>
      <div class="head"><h1>Revision ${r.number} of ${r.scope}</h1>${badge(r.state)}<span class="quiet">${ago(r.createdAt)} ago · release ${r.release}${r.cause ? ` · because of ${r.cause.what || ''} ${r.cause.who || ''}` : ''}</span></div>
      ${r.problem ? html`<p class="refusal">${r.problem}</p>` : nothing}
      ${(r.findings || []).map((f) => html`<p class=${f.severity === 'ERROR' ? 'refusal' : 'notice'}><code>${f.code}</code> ${f.subject}: ${f.text} ${f.fix || f.next || ''}</p>`)}
      ${(r.leftAlone || []).map((l) => html`<p class="notice">Left alone: <code>${l.path}</code> ${l.reason}</p>`)}
      <div class="actions-row">${button('Publish', () => this.publish(r), { kind: 'primary', off: session.hindrance('operator') || (r.state === 'HELD' ? 'it is held: see above' : '') })}
        <label>Compared with <select @change=${(e) => setQuery({ against: e.target.value })}><option value="">the published one</option>${(this.others || []).filter((o) => o.id !== r.id).map((o) => html`<option value=${o.id} ?selected=${this.query?.against === o.id}>revision ${o.number}</option>`)}</select></label></div>
      <h2>Difference</h2>${this.diff ? html`<pre class="diff" tabindex="0" role="region" aria-label="Difference">${this.diff.split('\n').map(diffLine)}</pre>` : empty('No difference.', 'The files are the same as those that are in use.')}
      <h2>Files</h2>${(this.files || []).map(([path, text]) => html`<details class="file"><summary><code>${path}</code></summary><pre tabindex="0">${text}</pre></details>`)}`;
  }

  overview() {
    const asks = (f) => Object.entries(f.extra_specs || {}).map(([k, v]) => `${k}=${v}`);
    const can = (f) => asks(f).filter((a) => /^(resources|pci_passthrough)/.test(a)).map((a) => this.bookable.find((b) => `${b.extraSpec}=${b.value}` === a || a.startsWith(b.extraSpec + '='))).filter(Boolean);
    const flavor = (f) => {
      const found = can(f);
      return html`<tr><td><strong>${f.name}</strong></td><td>${f.vcpus} vCPU, ${f.ram} MiB, ${f.disk} GiB</td><td>${asks(f).map((a) => html`<code class="spec">${a}</code>`)}</td>
        <td>${found.length ? found.map((b) => html`${b.total} on ${b.hosts.join(', ')}`) : html`<span class="bad-text">no host can satisfy it</span>`}</td><td>${(f.findings || []).map((x) => html`<span class="flag" title=${x.text}>${x.code}</span>`)}</td></tr>`;
    };
    return html`<div class="head"><h1>Nova</h1></div>
      <h2>Flavors</h2>
      ${this.plan?.refused ? html`<p class="notice">Not compared with Nova: ${this.plan.refused.message}</p>` : this.plan?.steps?.length ? html`<div class="panel"><ol>${this.plan.steps.map((s) => html`<li>${s}</li>`)}</ol>${this.plan.blocked.map((b) => html`<p class="refusal">${b}</p>`)}${button('Apply to Nova', () => this.apply(), { kind: 'primary', off: session.hindrance('operator') })}</div>` : html`<p class="quiet">Nova has them as they are here.</p>`}
      ${this.flavors?.length ? html`<div class="scroller" tabindex="0" role="region" aria-label="Flavors"><table><caption class="unseen">Flavors</caption><thead><tr><th scope="col">Flavor</th><th scope="col">Size</th><th scope="col">Asks for</th><th scope="col">Who can satisfy it</th><th scope="col">Findings</th></tr></thead><tbody>${this.flavors.map(flavor)}</tbody></table></div>` : empty('No flavor.', 'Flavors follow from the devices of provisioned hosts.')}
      <h2>Revisions</h2>
      ${this.site?.length ? html`<ul class="rows">${this.site.map((r) => html`<li><a href="#/nova/${r.id}">Site, revision ${r.number}</a> ${badge(r.state)} <span class="quiet">${ago(r.createdAt)} ago · ${r.files.length} files</span></li>`)}</ul>` : html`<p class="quiet">No revision of the site yet.</p>`}
      <p class="quiet">Those of a host are with the host:</p><p class="host-links">${(this.hosts || []).slice(0, 60).map((h) => html`<a href="#/host/${encodeURIComponent(h.name)}?tab=nova">${h.name}</a> `)}</p>
      ${this.conf ? html`<h2>nova-compute.conf of the site</h2><pre class="file-text" tabindex="0" role="region" aria-label="nova-compute.conf">${this.conf}</pre>` : nothing}`;
  }
}
customElements.define('g-page-nova', Nova);
