// Who is logged in. The token stays in this tab (sessionStorage) and goes into the Authorization header only.
const KEY = 'gantry.token';

class Session extends EventTarget {
  name = '';
  roles = [];
  config = { mode: '' };
  expired = false;

  get token() {
    return sessionStorage.getItem(KEY);
  }

  get isIn() {
    return !!this.token && this.name !== '';
  }

  may(role) {
    return this.roles.includes(role);
  }

  /** Why a button is off, in words; empty when it is on. */
  hindrance(role) {
    return this.may(role) ? '' : `needs the role ${role}; you have ${this.roles.join(', ') || 'none'}`;
  }

  async begin() {
    this.config = await (await fetch('/console/config.json')).json();
    const { finish } = await import('./oidc.js');
    const token = await finish(this.config.oidc);
    if (token) sessionStorage.setItem(KEY, token);
    if (this.token) await this.check(this.token).catch(() => this.logOut());
    this.changed();
  }

  /** Throws with what the service says when the token is not known. */
  async check(token) {
    const answer = await fetch('/console/me.json', { headers: { Authorization: 'Bearer ' + token } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail || body.title);
    this.name = body.name;
    this.roles = body.roles;
  }

  async logIn(token) {
    await this.check(token);
    sessionStorage.setItem(KEY, token);
    this.expired = false;
    this.changed();
  }

  async logInByProvider() {
    const { begin } = await import('./oidc.js');
    await begin(this.config.oidc);
  }

  /** The page stays as it is, with all that was typed; only the login is asked for. */
  expire() {
    if (!this.expired) {
      this.expired = true;
      this.changed();
    }
  }

  logOut() {
    sessionStorage.removeItem(KEY);
    this.name = '';
    this.roles = [];
    this.expired = false;
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const session = new Session();
