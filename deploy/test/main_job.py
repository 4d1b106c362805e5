#!/usr/bin/env python3
"""The main job against a running suite, over its one origin: from an empty suite to three ACTIVE hosts.

usage: main_job.py ORIGIN CA_FILE TOKEN_FILE BUNDLE NAME=ADDRESS:PORT=FINGERPRINT ...

Uploads the driver bundle, imports the guide's example with the hosts' addresses filled in, approves each plan, activates each host, and
prints one JSON line with what it took. Ends with 1, saying why, when a host fails or nothing moves.
"""
import io
import json
import pathlib
import ssl
import sys
import tarfile
import time
import urllib.error
import urllib.request

LIMIT = 600
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "local" / "example" / "kayobe-config"


class Suite:
    def __init__(self, origin, ca, token):
        self.origin, self.token = origin.rstrip("/"), token
        self.tls = ssl.create_default_context(cafile=ca) if origin.startswith("https") else None

    def call(self, method, path, body=None, kind="application/json", headers=None):
        """Status and JSON; a service that is away for a moment is asked again."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        for attempt in range(60):
            request = urllib.request.Request(self.origin + path, data, method=method, headers={
                "Authorization": f"Bearer {self.token}", "Content-Type": kind, "Accept": "application/json", **(headers or {})})
            try:
                with urllib.request.urlopen(request, timeout=60, context=self.tls) as answer:
                    return answer.status, json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as e:
                text = e.read().decode(errors="replace")
                if e.code not in (429, 502, 503):
                    return e.code, text
            except OSError as e:
                text = str(e)
            time.sleep(1)
        raise SystemExit(f"{method} {path} got no answer: {text}")

    def do(self, *arguments, **options):
        status, answer = self.call(*arguments, **options)
        if status >= 400:
            raise SystemExit(f"{arguments[0]} {arguments[1]} was answered with {status}: {answer}")
        return answer


def example(hosts, pulp):
    """The example as tar.gz, with where its hosts and its driver server are."""
    replaced = {"pulp.yml": f'---\npulp_url: "{pulp}"\n'}
    for name, (address, port, pin) in hosts.items():
        replaced[f"inventory/host_vars/{name}/ssh"] = (
            f'---\nansible_host: "{address}"\nansible_port: {port}\nansible_user: "stack"\ngantry_ssh_host_key: "{pin}"\n')
    files = {str(f.relative_to(EXAMPLE)): f.read_bytes() for f in EXAMPLE.rglob("*") if f.is_file()}
    files.update({name: text.encode() for name, text in replaced.items()})
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def upload(suite, bundle):
    path = pathlib.Path(bundle)
    suite.do("POST", "/image-builder/v1/driver-bundles", path.read_bytes(), kind="application/octet-stream",
             headers={"X-File-Name": path.name})
    end = time.time() + 120
    while time.time() < end:
        seen = suite.do("GET", f"/image-builder/v1/driver-bundles/{path.name}")
        if seen["state"] == "PUBLISHED":
            return
        if seen["state"] == "FAILED":
            break
        time.sleep(0.5)
    raise SystemExit(f"the bundle was not published: {seen}")


def move(suite, name, host):
    """The next thing that an operator would do; true when there was something to do."""
    flags = [flag["flag"] for flag in host.get("flags", [])]
    if host["state"] == "INSPECTED" and "needs-approval" in flags:
        plan = suite.do("GET", f"/inventory/v1/hosts/{name}/plan")
        status, answer = suite.call("POST", f"/inventory/v1/hosts/{name}/approve", {"digest": plan["digest"], "reason": "main job"})
    elif host["state"] == "CONFIGURED":
        status, answer = suite.call("POST", f"/inventory/v1/hosts/{name}/activate", {"reason": "there is no Placement to ask"})
    elif host["state"] == "FAILED" or {"layout-impossible", "blocked"} & set(flags):
        raise SystemExit(f"{name} is {host['state']}: {host.get('reason')} {host.get('flags')}")
    else:
        return
    if status >= 400 and status != 409:  # 409: it moved meanwhile, look again
        raise SystemExit(f"{name}: {answer}")


def main(origin, ca, token_file, bundle, *hosts):
    suite = Suite(origin, ca, pathlib.Path(token_file).read_text().strip())
    known = {}
    for host in hosts:
        name, address, pin = host.split("=", 2)
        known[name] = (address.rsplit(":", 1)[0], int(address.rsplit(":", 1)[1]), pin)
    begin = time.time()
    upload(suite, bundle)
    suite.do("POST", "/inventory/v1/imports", example(known, "image-builder:8104"), kind="application/gzip")
    story, end = {}, time.time() + LIMIT
    while set(story.get(name) for name in known) != {"ACTIVE"}:
        if time.time() > end:
            raise SystemExit(f"not all hosts became ACTIVE within {LIMIT} s: {story}")
        for name in known:
            host = suite.do("GET", f"/inventory/v1/hosts/{name}")
            if story.get(name) != host["state"]:
                story[name] = host["state"]
                print(f"{time.time() - begin:6.1f}  {name}  {host['state']}", file=sys.stderr)
            move(suite, name, host)
        time.sleep(1)
    devices = sum(len(suite.do("GET", f"/inventory/v1/hosts/{name}")["devices"]) for name in known)
    print(json.dumps({"hosts": len(known), "devices": devices, "seconds": round(time.time() - begin, 1)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
