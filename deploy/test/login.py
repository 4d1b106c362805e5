#!/usr/bin/env python3
"""Logs in by the identity provider of profile auth, as the console does (code flow with PKCE), as the command
line does (device flow) and as a portal does (client credentials), and
tries what must not be let in. Prints nothing when all is as it should be, and ends with 1 saying what is not.

usage: login.py ORIGIN CA_FILE SECRETS      SECRETS: what `docker compose run --rm passwords` prints
"""
import base64
import hashlib
import html
import http.cookiejar
import json
import os
import re
import secrets
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

READS = ("/v1/hosts", "/inventory/v1/hosts", "/provisioner/v1/runs", "/nova-config/v1/bookable-resources", "/image-builder/v1/images")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    def __init__(self, ca):
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca)),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), NoRedirect())

    def open(self, url, form=None, token=None, body=None, method=None):
        data = urllib.parse.urlencode(form).encode() if form else body
        request = urllib.request.Request(url, data, method=method, headers={"Authorization": f"Bearer {token}"} if token else {})
        if body:
            request.add_header("Content-Type", "application/json")
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.headers, e.read().decode(errors="replace")


def expect(what, found, expected):
    if found != expected:
        raise SystemExit(f"login: {what}: expected {expected}, found {found}")


def discovered(browser, issuer):
    """What the provider says of itself; its first start takes its time."""
    for _ in range(150):
        status, _, body = browser.open(issuer + "/.well-known/openid-configuration")
        if status == 200:
            return json.loads(body)
        time.sleep(2)
    raise SystemExit(f"login: {issuer} answers with {status}")


def code_flow(browser, provider, oidc, origin, user, password):
    """The answer of the token endpoint, or the status of the step that was refused."""
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    state = secrets.token_urlsafe(16)
    query = urllib.parse.urlencode({
        "response_type": "code", "client_id": oidc["clientId"], "redirect_uri": origin, "scope": oidc["scope"], "state": state,
        "code_challenge": challenge, "code_challenge_method": "S256"})
    status, _, page = browser.open(provider["authorization_endpoint"] + "?" + query)
    if status != 200:
        return status
    action = html.unescape(re.search(r'<form[^>]* action="([^"]+)"', page).group(1))
    status, headers, _ = browser.open(action, {"username": user, "password": password, "credentialId": ""})
    if status != 302:
        return status
    back = urllib.parse.urlsplit(headers["Location"])
    answer = dict(urllib.parse.parse_qsl(back.query))
    expect("the way back", f"{back.scheme}://{back.netloc}{back.path}", origin)
    expect("state", answer.get("state"), state)
    status, _, tokens = browser.open(provider["token_endpoint"], {
        "grant_type": "authorization_code", "code": answer["code"], "redirect_uri": origin, "client_id": oidc["clientId"], "code_verifier": verifier})
    expect(f"token endpoint: {tokens}", status, 200)
    return json.loads(tokens)


def through(browser, url, user, password):
    """Goes on as a person does: follows the way on, logs in where that is asked, and says yes to what the command line wants."""
    form = None
    for _ in range(12):
        status, headers, page = browser.open(url, form)
        form = None
        if status in (302, 303):
            url = urllib.parse.urljoin(url, headers["Location"])
            continue
        expect(f"the page {url}: {page}", status, 200)
        action = re.search(r'<form[^>]* action="([^"]+)"', page)
        if not action:
            return page
        url = urllib.parse.urljoin(url, html.unescape(action.group(1)))
        hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
        form = {re.search(r'name="([^"]+)"', i).group(1): html.unescape(re.search(r'value="([^"]*)"', i).group(1)) for i in hidden if "value=" in i}
        form |= {"username": user, "password": password, "credentialId": ""} if 'name="password"' in page else {"accept": "Yes"}
    raise SystemExit(f"login: no end of pages at {url}")


def command_line(gantry, browser, origin, ca, user, password):
    """A person's login by the device flow, with a browser that is elsewhere."""
    with tempfile.TemporaryDirectory() as state:
        around = {k: v for k, v in os.environ.items() if not k.startswith("GANTRY_")}
        around |= {"GANTRY_URL": origin, "XDG_STATE_HOME": state} | ({"GANTRY_CA": ca} if ca else {})
        run = lambda *words: subprocess.run([*gantry, *words], env=around, capture_output=True, text=True, timeout=60)
        expect("a command before the login", "call gantry login" in run("host", "list").stderr, True)
        with subprocess.Popen([*gantry, "login"], env=around, stderr=subprocess.PIPE, text=True) as login:
            line = login.stderr.readline()
            there = re.search(r"Open (\S+) in a browser and (?:compare the code:|enter) (\S+)", line)
            expect(f"what the person is told: {line}", there is not None, True)
            try:
                through(browser, there.group(1), user, password)
                end = login.communicate(timeout=60)[1]
            finally:
                login.kill()
            expect(f"gantry login: {end}", (login.returncode, f"as {user} (" in end), (0, True))
        hosts = run("host", "list")
        expect(f"host list after the login: {hosts.stderr}", hosts.returncode, 0)
        expect("logout", run("logout").stderr.strip(), "Logged out")
        expect("a command after the logout", run("host", "list").returncode, 1)


def main(origin, ca, secrets_file):
    secret = dict(line.strip().split(":", 1) for line in open(secrets_file) if ":" in line)
    browser = Browser(ca)
    issuer = f"{origin}/auth/realms/gantry"
    provider = discovered(browser, issuer)
    expect("issuer", provider["issuer"], issuer)

    # The page: it is told an address that a browser reaches, and its content policy lets it go there.
    for _ in range(30):
        oidc = json.loads(browser.open(origin + "/console/config.json")[2]).get("oidc")
        if oidc and oidc["issuer"] == issuer:
            break
        time.sleep(1)
    expect("the console's login", oidc, {"issuer": issuer, "clientId": "gantry", "scope": "openid profile"})
    policy = browser.open(origin + "/")[1]["Content-Security-Policy"]
    expect("content policy", f"connect-src 'self' {origin}" in policy, True)

    # A person.
    password = secret["keycloak-first-user-password"]
    expect("another address to come back to", code_flow(Browser(ca), provider, oidc, "https://elsewhere.example.org/", "admin", password), 400)
    expect("a wrong password", code_flow(Browser(ca), provider, oidc, origin + "/", "admin", "wrong"), 200)
    person = code_flow(browser, provider, oidc, origin + "/", "admin", password)["access_token"]
    status, _, me = browser.open(origin + "/console/me.json", token=person)
    expect(f"who it is: {me}", (status, json.loads(me)), (200, {"name": "admin", "roles": ["admin", "operator", "viewer"]}))

    # The same person in a shell.
    gantry = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "gantry")]
    command_line(gantry, Browser(ca), origin, ca, "admin", password)

    # A portal.
    status, _, tokens = browser.open(provider["token_endpoint"], {
        "grant_type": "client_credentials", "client_id": "gantry-portal", "client_secret": secret["keycloak-portal-secret"]})
    expect(f"client credentials: {tokens}", status, 200)
    portal = json.loads(tokens)["access_token"]
    for path in READS:
        for who, token in (("a person", person), ("a portal", portal)):
            expect(f"{path} as {who}", browser.open(origin + path, token=token)[0], 200)
        expect(f"{path} as nobody", browser.open(origin + path)[0], 401)
    expect("API tokens as a person", browser.open(origin + "/v1/api-tokens", token=person)[0], 200)
    expect("API tokens as a portal, an operator", browser.open(origin + "/v1/api-tokens", token=portal)[0], 403)

    # A token that the same Keycloak made for something else, and one that was changed.
    status, _, tokens = browser.open(f"{origin}/auth/realms/master/protocol/openid-connect/token", {
        "grant_type": "password", "client_id": "admin-cli", "username": "admin", "password": secret["keycloak-admin-password"]})
    expect("Keycloak's admin", status, 200)
    expect("a token of another realm", browser.open(origin + "/v1/hosts", token=json.loads(tokens)["access_token"])[0], 401)
    head, body, signature = portal.split(".")
    expect("a changed token", browser.open(origin + "/v1/hosts", token=f"{head}.{body}.{'A' * len(signature)}")[0], 401)


if __name__ == "__main__":
    main(*sys.argv[1:])
