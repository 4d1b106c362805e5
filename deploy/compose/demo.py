#!/usr/bin/env python3
"""Takes simulated hosts from nothing to ACTIVE in a running suite, over its one origin, as an operator would.

usage: demo.py ORIGIN CA_FILE TOKEN_FILE BUNDLE EXAMPLE NAME=ADDRESS:PORT ...

Uploads the driver bundle, imports the guide's example with the hosts' addresses and host keys filled in, approves each plan, activates each
host, and prints one JSON line with what it took. Ends with 1, saying why, when a host fails or nothing moves.
"""
import io
import json
import pathlib
import ssl
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.parse
import urllib.request

LIMIT = 600


class Suite:
    def __init__(self, origin, ca, token):
        self.origin, self.token = origin.rstrip("/"), token
        self.tls = ssl.create_default_context(cafile=ca) if origin.startswith("https") else None

    def call(self, method, path, body=None, kind="application/json", headers=None):
        """Status and JSON; a service that is away for a moment is asked again."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        for _ in range(180):
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
                # A certificate that is not trusted will not be by asking again.
                if isinstance(getattr(e, "reason", e), ssl.SSLCertVerificationError):
                    raise SystemExit(f"{self.origin}: {e}") from e
                text = str(e)
            time.sleep(1)
        raise SystemExit(f"{method} {path} got no answer: {text}")

    def do(self, *arguments, **options):
        status, answer = self.call(*arguments, **options)
        if status >= 400:
            raise SystemExit(f"{arguments[0]} {arguments[1]} was answered with {status}: {answer}")
        return answer


def host_key(address, port):
    """The fingerprint of the key that a simulated host shows. A real host's comes from its console or its provisioning, never over the network."""
    for _ in range(120):
        keys = subprocess.run(["ssh-keyscan", "-T", "5", "-p", str(port), address], capture_output=True, check=False).stdout
        if keys:
            said = subprocess.run(["ssh-keygen", "-lf", "-"], input=keys, capture_output=True, check=True).stdout.decode()
            # 256 SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 [computegpu000]:2222 (ED25519)
            return said.split()[1]
        time.sleep(1)
    raise SystemExit(f"no SSH server answers at {address}:{port}; are the simulated hosts up (--profile sim)?")


def example(folder, hosts, pulp):
    """The example as tar.gz, with where its hosts and its driver server are."""
    replaced = {"pulp.yml": f'---\npulp_url: "{pulp}"\n'}
    for name, (address, port, pin) in hosts.items():
        replaced[f"inventory/host_vars/{name}/ssh"] = (
            f'---\nansible_host: "{address}"\nansible_port: {port}\nansible_user: "stack"\ngantry_ssh_host_key: "{pin}"\n')
    files = {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
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
            # http://image-builder:8104/pulp/content/nvidia/NVIDIA-GRID-....zip: host and port of where hosts get it
            return urllib.parse.urlsplit(next(part["url"] for part in seen["parts"] if part["role"] == "BUNDLE")).netloc
        if seen["state"] == "FAILED":
            break
        time.sleep(0.5)
    raise SystemExit(f"the bundle was not published: {seen}")


def move(suite, name, host):
    """The next thing that an operator would do; true when there was something to do."""
    flags = [flag["flag"] for flag in host.get("flags", [])]
    if host["state"] == "INSPECTED" and "needs-approval" in flags:
        plan = suite.do("GET", f"/inventory/v1/hosts/{name}/plan")
        status, answer = suite.call("POST", f"/inventory/v1/hosts/{name}/approve", {"digest": plan["digest"], "reason": "approved in the demo"})
    elif host["state"] == "CONFIGURED":
        status, answer = suite.call("POST", f"/inventory/v1/hosts/{name}/activate", {"reason": "there is no Placement to ask"})
    elif host["state"] == "FAILED" or {"layout-impossible", "blocked"} & set(flags):
        raise SystemExit(f"{name} is {host['state']}: {host.get('reason')} {host.get('flags')}")
    else:
        return
    if status >= 400 and status != 409:  # 409: it moved meanwhile, look again
        raise SystemExit(f"{name}: {answer}")


def main(origin, ca, token_file, bundle, folder, *hosts):
    suite = Suite(origin, ca, pathlib.Path(token_file).read_text().strip())
    known = {}
    for host in hosts:
        name, address = host.split("=", 1)
        address, port = address.rsplit(":", 1)
        known[name] = (address, int(port), host_key(address, int(port)))
    begin = time.time()
    served = upload(suite, bundle)
    suite.do("POST", "/inventory/v1/imports", example(pathlib.Path(folder), known, served), kind="application/gzip")
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
