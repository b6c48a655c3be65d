#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""The objects that --json prints are those that schema/ describes: schema.py SOURCE-FOLDER PROGRAM

Each object in what the cases of tests/cli print has a schema, conforms to it and has nothing that isn't described;
each schema, and each key that one describes, is in what a case prints.  Layouts are those that the program has.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema

failed = False


def complain(text):
    global failed
    print(text, file=sys.stderr)
    failed = True


def objects(text):
    """The reports in what a case printed, pretty or in a line, between whatever else it printed."""
    decoder = json.JSONDecoder()
    at = 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            at += 1
            continue
        if str(value.get("schema", "")).startswith("signfw."):
            yield value


def bundled(schema):
    """The schema with what it refers to in common.json, and closed: consumers have to put up with new keys, we don't."""
    if isinstance(schema, list):
        return [bundled(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: bundled(value) for key, value in schema.items()}
    if "$ref" in result:
        result["$ref"] = result["$ref"].replace("common.json", "")
    if "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


def keys_of(value, name):
    """All names under which there are values: of the properties that a schema describes, or of an object."""
    if isinstance(value, list):
        return set().union(*(keys_of(item, name) for item in value))
    if not isinstance(value, dict):
        return set()
    found = set(value[name] if name else value) if not name or name in value else set()
    return found.union(*(keys_of(item, name) for item in value.values()))


def layouts_of(program):
    """The layouts that the program knows, as completion has them."""
    rows = subprocess.run([program, "help", "--options", "sign"], capture_output=True, text=True, check=True).stdout
    return next(row.split("\t")[3].split() for row in rows.splitlines() if row.startswith("--layout\t"))


def main():
    source = pathlib.Path(sys.argv[1])
    schemas = {path.stem: json.loads(path.read_text()) for path in (source / "schema").glob("*.json")}
    definitions = schemas.pop("common")["$defs"]
    printed = {name: [] for name in schemas}
    validators = {}
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(bundled({**schema, "$defs": {**definitions, **schema.get("$defs", {})}}))

    for path in sorted((source / "tests/cli").glob("*/*.stdout")):
        for value in objects(path.read_text(errors="replace")):
            name = value["schema"].removeprefix("signfw.").removesuffix("/1")
            if name not in schemas:
                complain(f"{path}: there is no schema/{name}.json")
                continue
            printed[name].append(value)
            for error in validators[name].iter_errors(value):
                complain(f"{path}: {name}{error.json_path[1:]}: {error.message}")

    for name, values in printed.items():
        missing = keys_of(schemas[name], "properties") - keys_of(values, None)
        if not values:
            complain(f"schema/{name}.json: no case prints such an object")
        elif missing:
            complain(f"schema/{name}.json: no case prints {', '.join(sorted(missing))}")
    layouts = layouts_of(sys.argv[2])
    if definitions["layout"]["enum"] != layouts:
        complain(f"schema/common.json: layout is one of {definitions['layout']['enum']}, the program has {layouts}")
    return failed


sys.exit(main())
