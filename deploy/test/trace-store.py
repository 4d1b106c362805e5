#!/usr/bin/env python3
"""Stands in for the trace store where no registry can be reached: takes spans as OpenTelemetry sends them (OTLP over HTTP, port 4318) and
answers GET /api/traces/ID (port 16686) in the form that Jaeger has. Keeps all in memory.
"""
import collections
import gzip
import http.server
import json
import threading

TRACES = collections.defaultdict(list)


def fields(data):
    """Number and value of each field of a protobuf message; nested ones stay bytes. Wire types 0, 1, 2 and 5 are all that spans have."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
            continue
        size = {1: 8, 5: 4}.get(kind)
        if kind == 2:
            size = varint()
        yield key >> 3, data[at:at + size]
        at += size


def all_of(data, number):
    return [value for key, value in fields(data) if key == number]


def text(data, number):
    return b"".join(all_of(data, number)[:1]).decode()


def attributes(data, number):
    """KeyValue: key = 1, value = 2, and of that string_value = 1."""
    return {text(one, 1): "".join(text(value, 1) for value in all_of(one, 2) if value[:1] == b"\x0a") for one in all_of(data, number)}


def take(request):
    # ExportTraceServiceRequest.resource_spans = 1; ResourceSpans.resource = 1, scope_spans = 2; ScopeSpans.spans = 2
    for resource_spans in all_of(request, 1):
        service = attributes(all_of(resource_spans, 1)[0], 1).get("service.name", "")
        for scope_spans in all_of(resource_spans, 2):
            for span in all_of(scope_spans, 2):
                trace, own = (all_of(span, number)[0].hex() for number in (1, 2))
                parent = b"".join(all_of(span, 4)[:1]).hex()
                tags = [{"key": key, "value": value} for key, value in attributes(span, 9).items()]
                TRACES[trace].append({"traceID": trace, "spanID": own, "operationName": text(span, 5), "processID": service, "tags": tags,
                                      "references": [{"refType": "CHILD_OF", "traceID": trace, "spanID": parent}] if parent else []})


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
        self.answer(200, b"", "application/x-protobuf")

    def do_GET(self):
        trace = self.path.rsplit("/", 1)[-1]
        spans = TRACES.get(trace, [])
        processes = {span["processID"]: {"serviceName": span["processID"]} for span in spans}
        data = [{"traceID": trace, "spans": spans, "processes": processes}] if spans else []
        self.answer(200 if spans else 404, json.dumps({"data": data}).encode(), "application/json")

    def answer(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    collector = http.server.ThreadingHTTPServer(("0.0.0.0", 4318), Handler)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    http.server.ThreadingHTTPServer(("0.0.0.0", 16686), Handler).serve_forever()
