import { html, nothing } from 'lit';
import { all, call, items } from '../lib/api.js';
import { Page } from '../lib/page.js';
import { session } from '../lib/session.js';
import { ago, bytes, clock } from '../lib/words.js';
import { ask, attempt, badge, button, empty, tell } from '../ui/parts.js';
import '../ui/log.js';

const DAY = 86_400_000;
const MOST_UPLOAD = 64 * 1024 * 1024;

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch (e) {
    throw Object.assign(new Error(e.message), { title: 'This is no JSON' });
  }
};

class Images extends Page {
  async load() {
    const [bundles, images, builds, tokens, alignment] = await Promise.all([
      all('bundles', {}, {}, 500), all('images', {}, {}, 500), call('builds', {}, { query: { limit: 30 } }), items('tokens'), items('alignment').catch(() => [])]);
    Object.assign(this, { bundles, images, builds: builds.items, tokens, alignment });
    this.channels = Object.fromEntries(await Promise.all(images.slice(0, 40).map(async (i) => [i.name, await items('channel', { image: i.name, channel: 'stable' }).catch(() => [])])));
    this.calls = [{ name: 'bundles' }, { name: 'images' }, { name: 'builds' }, { name: 'tokens' }, { name: 'alignment' }];
  }

  heard(event) {
    if (/^(driver-bundle|image|licence-token)/.test(event.type)) this.soon();
  }

  async give() {
    const a = await ask({ title: 'Give a driver bundle by its address', text: html`<p>image-builder fetches it, looks into it and publishes its parts. A file of up to 64 MiB can be chosen below the list; larger ones go by address or with <code>gantry bundle upload</code>.</p>`,
      fields: [{ name: 'url', label: 'Address', required: true, placeholder: 'https://…/NVIDIA-GRID-Linux-KVM-….zip' }, { name: 'sha256', label: 'SHA-256, if known' }], action: 'Fetch',
      work: (v) => call('bundleUpload', {}, { body: { url: v.url, ...(v.sha256 ? { sha256: v.sha256 } : {}) } }) });
    if (a) this.done('Taken in');
  }

  async upload(e) {
    const file = e.target.files[0];
    if (!file) return;
    if (await attempt(`${file.name} was taken in`, () => {
      if (file.size > MOST_UPLOAD) throw new Error('larger than 64 MiB; use gantry bundle upload');
      return call('bundleUpload', {}, { raw: file, type: 'application/octet-stream', headers: { 'X-File-Name': file.name } });
    })) this.soon(0);
    e.target.value = '';
  }

  async token() {
    const a = await ask({ title: 'Hand over a licence token', text: html`<p>It is encrypted where it lies and never shown again.</p>`, fields: [{ name: 'name', label: 'Name', required: true }, { name: 'token', label: 'Content of the .tok file', long: true, required: true }], action: 'Hand over',
      work: (v) => call('tokenPut', { name: v.name }, { raw: v.token.trim(), type: 'text/plain' }) });
    if (a) this.done('Token was taken in');
  }

  async define() {
    const a = await ask({ title: 'Define an image', action: 'Save', text: nothing, fields: [{ name: 'name', label: 'Name', required: true },
      { name: 'json', label: 'Definition as JSON', long: true, rows: 8, required: true, value: '{\n  "type": "qcow2",\n  "elements": ["ubuntu-minimal", "vm"],\n  "driver": {"bundle": ""}\n}' }],
      work: (v) => call('imagePut', { name: v.name }, { body: parsed(v.json) }) });
    if (a) this.done('Saved');
  }

  done(text) {
    tell(text);
    this.soon(0);
  }

  async build(image) {
    const build = await attempt('Build was asked for', () => call('imageBuild', { name: image.name }));
    if (build?.id) location.hash = '#/build/' + build.id;
  }

  async promote(image) {
    const ready = this.builds.filter((b) => b.image === image.name && b.result);
    const a = await ask({ title: `Which build of ${image.name} is given out?`, text: html`<p>Channel <code>stable</code>.</p>`, fields: [{ name: 'build', label: 'Build', options: ready.map((b) => b.id) }], action: 'Give out' });
    if (a?.build && (await attempt('Given out', () => call('channelPut', { image: image.name, channel: 'stable' }, { body: { build: a.build } })))) this.soon(0);
  }

  content() {
    if (!this.bundles) return nothing;
    const off = session.hindrance('operator');
    return html`<div class="head"><h1>Images and drivers</h1></div>
      <section><header class="head"><h2>Driver bundles</h2><span class="grow"></span><label class="file-button ${off ? 'off' : ''}">Upload a file<input type="file" accept=".zip" ?disabled=${!!off} @change=${this.upload}></label>${button('By address', () => this.give(), { off })}</header>
        ${this.bundles.length ? html`<ul class="rows">${this.bundles.map((b) => html`<li><strong>${b.name}</strong> ${badge(b.state)} <span class="quiet">host ${b.hostVersion || '?'} · guest ${b.guestVersion || '?'} · ${b.branch || ''} · ${bytes(b.bytes)}</span>${b.reason ? html`<p class="bad-text">${b.reason}</p>` : nothing}</li>`)}</ul>` : empty('No driver bundle.', 'Give NVIDIA’s zip: its host driver goes to the hosts, its guest driver into images.')}</section>
      <section><header class="head"><h2>Images</h2><span class="grow"></span>${button('Define an image', () => this.define(), { off })}</header>
        ${this.images.length ? html`<ul class="rows">${this.images.map((i) => this.image(i, off))}</ul>` : empty('No image is defined.', 'Define one here, or import an openstack-config with gantry image import FILE.')}</section>
      <section><h2>Builds</h2>${this.builds.length ? html`<ul class="rows">${this.builds.map((b) => html`<li><a href="#/build/${b.id}">${b.image}</a> ${badge(b.state)} <span class="quiet">${b.phase || ''} ${b.percent != null ? b.percent + ' %' : ''} · ${ago(b.requestedAt)} ago</span>${b.failure ? html`<p class="bad-text">${b.failure.reason}: ${b.failure.detail}</p>` : nothing}</li>`)}</ul>` : html`<p class="quiet">None yet.</p>`}</section>
      <section><header class="head"><h2>Licence tokens</h2><span class="grow"></span>${button('Hand over a token', () => this.token(), { off: session.hindrance('admin') })}</header>
        ${this.tokens.length ? html`<ul class="rows">${this.tokens.map((t) => { const days = Math.floor((new Date(t.expiresAt) - Date.now()) / DAY); return html`<li><strong>${t.name}</strong> <code>${t.fingerprint}</code> <span class="badge ${days < 0 ? 'bad' : days < 30 ? 'wait' : 'good'}">${t.expiresAt ? (days < 0 ? 'expired' : days + ' days left') : 'no end'}</span> <span class="quiet">${t.issuer || ''} · ${t.nodes.map((n) => n.host).join(', ')}</span></li>`; })}</ul>` : empty('No licence token.', 'Guests need one to be licensed.')}</section>`;
  }

  image(i, off) {
    const out = this.channels[i.name]?.[0];
    const answers = this.alignment.filter((a) => a.image === i.name);
    return html`<li><strong>${i.name}</strong> <span class="quiet">${(i.elements || []).join(', ')}${i.driver?.bundle ? ' · ' + i.driver.bundle : ''}${i.token ? ' · token ' + i.token : ''}</span>
      ${answers.map((a) => html`<span class="badge ${/^(ALIGNED|ALLOWED|FITS)$/.test(a.verdict) ? 'good' : /UNKNOWN/.test(a.verdict) ? 'rest' : 'bad'}" title=${a.reason}>${a.host || (a.hostGroups || []).join(', ')}: ${(a.verdict || '').toLowerCase()}</span> `)}
      <p class="quiet">${out ? html`stable is <a href="#/build/${out.build}">${out.build.slice(0, 8)}</a>, ${ago(out.at)} ago by ${out.actor}` : 'nothing is given out on stable'}</p>
      <div class="actions-row">${button('Build', () => this.build(i), { off })}${button('Give out a build', () => this.promote(i), { off: off || (this.builds.some((b) => b.image === i.name && b.result) ? '' : 'there is no build yet') })}
        ${button('Roll back', async () => { if (await ask({ title: `Give out the former build of ${i.name}?`, text: nothing, action: 'Roll back', danger: true })) { await attempt('Rolled back', () => call('channelRollback', { image: i.name, channel: 'stable' })); this.soon(0); } }, { off: off || (this.channels[i.name]?.length > 1 ? '' : 'nothing was given out before') })}</div></li>`;
  }
}
customElements.define('g-page-images', Images);

class Build extends Page {
  async load() {
    const id = this.args[0];
    this.build = await call('build', { id });
    this.calls = [{ name: 'build', args: { id } }, { name: 'buildLog', args: { id } }];
  }

  heard(event) {
    if (event.type.startsWith('image')) this.soon();
  }

  content() {
    const b = this.build;
    if (!b) return nothing;
    return html`<nav class="crumbs" aria-label="Where you are"><a href="#/images">Images and drivers</a> / ${b.image}</nav>
      <div class="head"><h1>Build of ${b.image}</h1>${badge(b.state)}<span class="quiet">asked ${clock(b.requestedAt)}</span></div>
      ${b.endedAt ? nothing : html`<progress max="100" value=${b.percent || 0} aria-label="Progress"></progress><p class="quiet">${b.phase} ${b.script || ''}</p>`}
      ${b.failure ? html`<div class="refusal"><strong>${b.failure.reason}</strong><p>${b.failure.detail}</p><pre>${(b.failure.lastLines || []).join('\n')}</pre></div>` : nothing}
      ${b.result ? html`<dl><dt>File</dt><dd>${b.result.url || b.result.fileName}</dd><dt>Size</dt><dd>${bytes(b.result.bytes)}</dd><dt>SHA-256</dt><dd><code>${b.result.sha256?.hex || b.result.sha256}</code></dd><dt>Guest driver</dt><dd>${b.result.driverVersion || 'none'}</dd><dt>Checks</dt><dd>${(b.result.checks || []).map((c) => html`<p>${c.name}: ${c.verdict} ${c.found}</p>`)}</dd></dl>` : nothing}
      <div class="actions-row">${button('Cancel', async () => { if (await ask({ title: 'Cancel the build?', text: nothing, action: 'Cancel the build', danger: true })) { await attempt('Cancelled', () => call('buildCancel', { id: b.id })); this.soon(0); } }, { off: session.hindrance('operator') || (b.endedAt ? 'it has ended' : '') })}</div>
      <g-log .what=${['buildLog', { id: b.id }]} @step=${() => this.soon()} @end=${() => this.soon()}></g-log>`;
  }
}
customElements.define('g-page-build', Build);
