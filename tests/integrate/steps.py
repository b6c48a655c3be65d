#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the steps of a GitHub Action or of a GitLab component: steps.py github|gitlab FILE FOLDER [INPUT=VALUE...]

As little of a runner as these files need, so that a mistake in them is seen: inputs, expressions, environment.
FOLDER is where a GitHub Action is, or what a GitLab job is cloned into.
"""
import os
import re
import subprocess
import sys

import yaml


def run(script, folder, environment):
    result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env={**os.environ, **environment},
                            check=False)
    if result.returncode != 0:
        sys.exit(result.returncode)


def given(inputs, values):
    """The values of all inputs; a name that there isn't, and one that is missing, is an error."""
    unknown = values.keys() - inputs.keys()
    missing = {name for name, what in inputs.items()
               if name not in values and (what or {}).get("required", "default" not in (what or {}))}
    if unknown or missing:
        sys.exit(f"steps.py: unknown inputs {sorted(unknown)}, missing {sorted(missing)}")
    return {name: values.get(name, (what or {}).get("default", "")) for name, what in inputs.items()}


def github(action, folder, values):
    values = {f"inputs.{name}": value for name, value in given(action["inputs"], values).items()}
    values |= {"github.action_path": folder, "github.action_ref": "test", "github.sha": "0", "github.server_url": "none",
               "github.action_repository": "none", "runner.os": "Linux", "runner.arch": "X64"}
    output_file = os.environ["GITHUB_OUTPUT"]

    def expand(text):
        def value(match):
            for name in match[1].split("||"):
                if values.get(name.strip()):
                    return values[name.strip()]
            return ""
        return re.sub(r"\$\{\{(.*?)\}\}", value, str(text))

    for step in action["runs"]["steps"]:
        # what somebody else wrote would be run
        if "${{" in step.get("run", ""):
            sys.exit("steps.py: an expression in `run`")
        if "uses" in step:
            if not re.search(r"@[0-9a-f]{40}$", step["uses"]):
                sys.exit(f"steps.py: {step['uses']} isn't pinned by commit")
            hit = os.path.exists(os.path.join(os.path.expanduser(step["with"]["path"]), "bin"))
            values[f"steps.{step['id']}.outputs.cache-hit"] = "true" if hit else ""
        elif not (step.get("if") == "steps.cache.outputs.cache-hit != 'true'"
                  and values.get("steps.cache.outputs.cache-hit") == "true"):
            run(step["run"], os.getcwd(), {name: expand(text) for name, text in step.get("env", {}).items()})
            with open(output_file, encoding="utf-8") as outputs:
                for line in outputs.read().splitlines():
                    name, _, text = line.partition("=")
                    values[f"steps.{step['id']}.outputs.{name}" if "id" in step else name] = text
    for name, what in action["outputs"].items():
        print(f"{name}={expand(what['value'])}")


def gitlab(folder, text, values):
    head, body = text.split("\n---\n")
    values = given(yaml.safe_load(head)["spec"]["inputs"], values)
    body = re.sub(r"\$\[\[ inputs\.([a-z-]+) \]\]", lambda match: values[match[1]].replace("\n", "\\n"), body)
    environment = {"CI_PROJECT_DIR": folder, "CI_SERVER_URL": "none"}
    for job in yaml.safe_load(body).values():
        for name, value in job["variables"].items():
            environment[name] = re.sub(r"\$([A-Z_]+)", lambda match: environment.get(match[1], ""), str(value))
        run("\n".join(job["script"]), folder, environment)


def main():
    kind, path, folder = sys.argv[1:4]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    values = dict(argument.split("=", 1) for argument in sys.argv[4:])
    if kind == "github":
        github(yaml.safe_load(text), folder, values)
    else:
        gitlab(folder, text, values)


main()
