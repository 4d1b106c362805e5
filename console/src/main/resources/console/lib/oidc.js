// Login by OpenID Connect: code flow with PKCE (RFC 7636). No secret, no library.
const WAY = 'gantry.oidc';

const encoded = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const random = () => encoded(crypto.getRandomValues(new Uint8Array(32)));

const here = () => location.origin + '/';

async function provider(oidc) {
  const answer = await fetch(oidc.issuer.replace(/\/$/, '') + '/.well-known/openid-configuration');
  if (!answer.ok) throw new Error(`the login provider ${oidc.issuer} answered with ${answer.status}`);
  return answer.json();
}

export async function begin(oidc) {
  const verifier = random();
  const state = random();
  const challenge = encoded(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  sessionStorage.setItem(WAY, JSON.stringify({ verifier, state, hash: location.hash }));
  const query = new URLSearchParams({
    response_type: 'code', client_id: oidc.clientId, redirect_uri: here(), scope: oidc.scope,
    state, code_challenge: challenge, code_challenge_method: 'S256',
  });
  location.assign((await provider(oidc)).authorization_endpoint + '?' + query);
}

/** The access token when this is the way back from the provider; undefined otherwise. */
export async function finish(oidc) {
  const query = new URLSearchParams(location.search);
  const way = JSON.parse(sessionStorage.getItem(WAY) || 'null');
  if (!oidc || !way || !query.has('code') || query.get('state') !== way.state) return undefined;
  sessionStorage.removeItem(WAY);
  history.replaceState(null, '', here() + way.hash);
  const answer = await fetch((await provider(oidc)).token_endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code', code: query.get('code'), redirect_uri: here(),
      client_id: oidc.clientId, code_verifier: way.verifier,
    }),
  });
  return answer.ok ? (await answer.json()).access_token : undefined;
}
