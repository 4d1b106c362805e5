#!/usr/bin/env python3
"""Writes one strict JSON schema for each kind of Kubernetes' OpenAPI document, for kubeconform.

usage: schemas.py SWAGGER_JSON FOLDER
An object with known properties takes no others, so that a misspelt field is an error.
"""
import json
import pathlib
import sys

UNIONS = {
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": ["integer", "string"]},
    "io.k8s.apimachinery.pkg.api.resource.Quantity": {"type": ["number", "string"]},
}


def strict(schema, definitions, above=()):
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/definitions/")
        if name in UNIONS:
            return UNIONS[name]
        if name in above:  # a schema that holds itself, as JSONSchemaProps does
            return {}
        return strict(definitions[name], definitions, above + (name,))
    made = {key: value for key, value in schema.items() if key in ("type", "enum", "required", "pattern")}
    if "properties" in schema:
        made["properties"] = {key: strict(value, definitions, above) for key, value in schema["properties"].items()}
        made["additionalProperties"] = False
    elif isinstance(schema.get("additionalProperties"), dict):
        made["additionalProperties"] = strict(schema["additionalProperties"], definitions, above)
    if "items" in schema:
        made["items"] = strict(schema["items"], definitions, above)
    return made


def main(swagger, folder):
    definitions = json.loads(pathlib.Path(swagger).read_text())["definitions"]
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, definition in definitions.items():
        for kind in definition.get("x-kubernetes-group-version-kind", []):
            if name.endswith("." + kind["kind"]):
                group = kind["group"].split(".")[0]
                file = "-".join(filter(None, [kind["kind"].lower(), group, kind["version"]])) + ".json"
                (target / file).write_text(json.dumps(strict(definition, definitions, (name,))))


if __name__ == "__main__":
    main(*sys.argv[1:])
