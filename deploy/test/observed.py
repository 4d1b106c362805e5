#!/usr/bin/env python3
"""Holds profile observability against a running suite: Prometheus scrapes all four services and takes the rules, each panel of the board asks
for what is really there, and one trace goes from the approval of a host to its rendered configuration. Prints what the trace is made of.

usage: observed.py ORIGIN CA_FILE TOKEN_FILE PROMETHEUS TRACES BOARD RULES
"""
import json
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

SERVICES = {"inventory", "provisioner", "nova-config", "image-builder"}
# What the way of an approval has to have in it: the call, the request by outbox and Kafka, the run with its steps over SSH, what came of it,
# and the rendered configuration.
PARTS = [
    ("inventory", r"POST .*\.approve"), ("inventory", r"send gantry\.inventory\.events"), ("provisioner", r"receive .*provision-requested"),
    ("provisioner", r"job "), ("provisioner", r"step "), ("provisioner", r"ssh"), ("provisioner", r"send gantry\.provisioner\.events"),
    ("inventory", r"receive .*host\.provisioned"), ("nova-config", r"receive .*host\.provisioned"), ("nova-config", r"job "),
    ("nova-config", r"send gantry\.nova-config\.events"), ("inventory", r"receive .*nova-config\.rendered")]
# Metrics that are there with the first object of their kind.
OF_OBJECTS = {"gantry_licence_token_seconds_left": "/image-builder/v1/licence-tokens"}


def get(url, context=None, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=30, context=context) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as e:
        return {"status": "error", "error": f"{e.code} {e.read().decode(errors='replace')}"}


def objects(answer):
    """Of a list or of its first page."""
    return answer["items"] if isinstance(answer, dict) else answer


def until(what, look, seconds=90):
    end = time.time() + seconds
    while True:
        wrong = look()
        if not wrong:
            return
        if time.time() > end:
            raise SystemExit(f"observed: {what}: {wrong}")
        time.sleep(2)


def targets(prometheus):
    found = get(prometheus + "/api/v1/targets")["data"]["activeTargets"]
    up = {one["labels"]["service"] for one in found if one["health"] == "up"}
    return [f"{one['labels'].get('service')}: {one['health']} {one['lastError']}" for one in found if one["health"] != "up"] or SERVICES - up


def metrics(expression):
    """Names of metrics in a PromQL expression: what is followed by { or [ or stands alone, less functions, labels and keywords."""
    plain = re.sub(r'"[^"]*"|\{[^}]*\}|\b(?:by|without|on|ignoring|group_left|group_right) *\([^)]*\)|\[[^\]]*\]', "", expression)
    return {name for name in re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?! *\()\b", plain) if "_" in name or name == "up"}


def panels(board):
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
        yield from panels(panel) if "panels" in panel else ()


def main(origin, ca, token_file, prometheus, traces, board_file, rules_file):
    until("targets of Prometheus", lambda: targets(prometheus))
    rules = [rule for group in get(prometheus + "/api/v1/rules")["data"]["groups"] for rule in group["rules"]]
    named = re.findall(r"- alert: (\w+)", open(rules_file).read())
    if sorted(rule["name"] for rule in rules) != sorted(named):
        raise SystemExit(f"observed: Prometheus has the rules {[rule['name'] for rule in rules]}")
    until("rules that cannot be evaluated", lambda: [
        rule["name"] + ": " + rule.get("lastError", "") for group in get(prometheus + "/api/v1/rules")["data"]["groups"] for rule in group["rules"]
        if rule["health"] != "ok"])

    tls, login = ssl.create_default_context(cafile=ca), {"Authorization": "Bearer " + open(token_file).read().strip(), "Accept": "application/json"}
    of_objects = [metric for metric, path in OF_OBJECTS.items() if not objects(get(origin + path, tls, login))]
    # The board and the rules ask for nothing that is not scraped.
    there = set(get(prometheus + "/api/v1/label/__name__/values")["data"])
    asked = list(panels(json.load(open(board_file)))) + [(rule["name"], rule["query"]) for rule in rules]
    for title, expression in asked:
        absent = {one for one in metrics(expression) - there if one not in of_objects}
        if absent:
            raise SystemExit(f"observed: {title} asks for {sorted(absent)}, which no service has")
        answer = get(prometheus + "/api/v1/query?" + urllib.parse.urlencode({"query": expression}))
        if answer["status"] != "success":
            raise SystemExit(f"observed: {title}: {answer}")

    # One trace: from the approval of a host to its rendered configuration.
    trace = trace_of("dev.gantry.nova-config.rendered.v1", "computegpu007", origin, ca, token_file)
    found = {}

    def parts():
        for one in get(f"{traces}/api/traces/{trace}").get("data", []):
            for span in one["spans"]:
                found[span["spanID"]] = (one["processes"][span["processID"]]["serviceName"], span["operationName"])
        return [part for part in PARTS if not any(service == part[0] and re.search(part[1], name) for service, name in found.values())]

    until(f"trace {trace} has {sorted(set(found.values()))} and lacks", parts, 30)
    services = sorted({service for service, _ in found.values()})
    print(json.dumps({"alerts": len(rules), "panels": len(asked) - len(rules), "spans_of_an_approval": len(found), "services": services}))


def trace_of(kind, subject, origin, ca, token_file):
    """The id of the trace that the newest event of a kind about a subject belongs to, from inventory's stream."""
    request = urllib.request.Request(origin + "/inventory/v1/events", headers={
        "Authorization": "Bearer " + open(token_file).read().strip(), "Accept": "text/event-stream", "Last-Event-ID": "0"})
    trace = None
    with urllib.request.urlopen(request, timeout=8, context=ssl.create_default_context(cafile=ca)) as stream:
        try:
            for line in stream:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if (event.get("type"), event.get("subject")) == (kind, subject):
                        trace = event["traceparent"].split("-")[1]
        except TimeoutError:
            pass  # that was all there is
    if trace is None:
        raise SystemExit(f"observed: no event {kind} of {subject} with a trace")
    return trace


if __name__ == "__main__":
    main(*sys.argv[1:])
