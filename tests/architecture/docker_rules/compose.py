"""What the compose file names exists, and nothing in it is a secret."""

import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..stack import VARIABLE, Stack


def check_references(stack: Stack) -> Iterator[str]:
    """Services, networks, volumes and secrets that are named exist and are used; who is waited for has health."""
    used: dict[str, set[str]] = {"networks": set(), "secrets": set(), "volumes": set()}
    for name, service in stack.services.items():
        used["networks"].update(service.get("networks", []))
        used["secrets"].update(service.get("secrets", []))
        used["volumes"].update(source for source, _target in stack.mounts(name) if source[0] not in "./")
        for other, how in service.get("depends_on", {}).items():
            if other not in stack.services:
                yield f"{name}: waits for {other}, which is no service"
            elif how["condition"] == "service_healthy" and "test" not in stack.services[other].get("healthcheck", {}):
                yield f"{name}: waits for the health of {other}, which has no healthcheck"
    for kind, words in used.items():
        for word in sorted(words ^ stack.compose[kind].keys()):
            yield f"{kind}: {word} is {'not declared' if word in words else 'declared and never used'}"


def check_health(stack: Stack) -> Iterator[str]:
    """Everything that stays up is watched and comes back."""
    for name, service in stack.services.items():
        if "tools" in service.get("profiles", []):
            continue
        if "test" not in service.get("healthcheck", {}):
            yield f"{name}: has no healthcheck"
        if service.get("restart") != "unless-stopped":
            yield f"{name}: does not restart"


def check_paths(stack: Stack) -> Iterator[str]:
    """Bind mounts lead to something in the repository; programs that start are executable."""
    for name, service in stack.services.items():
        mounts = {target: source for source, target in stack.mounts(name)}
        for source in mounts.values():
            if source.startswith(".") and not (stack.root / source).exists():
                yield f"{name}: mounts {source}, which does not exist"
        copied = {
            f"{target}{PurePosixPath(source).name}": source
            for sources, target in stack.copies()
            for source in sources
            if target.endswith("/")
        }
        for word in service.get("entrypoint", []):
            source = mounts.get(word) or copied.get(word)
            if source is None:
                yield f"{name}: starts {word}, which is neither mounted nor in the image"
            elif not os.access(stack.root / source, os.X_OK):
                yield f"{name}: starts {source}, which is not executable"


def check_variables(stack: Stack) -> Iterator[str]:
    """docker/env.example lists exactly the variables of the compose file, with the same defaults."""
    used = dict(VARIABLE.findall(stack.compose_text))
    for name in used.keys() - stack.env.keys():
        yield f"env.example lacks {name}"
    for name in stack.env.keys() - used.keys():
        yield f"env.example names {name}, which nothing reads"
    for name in used.keys() & stack.env.keys():
        if used[name] != stack.env[name]:
            yield f"{name}: env.example says {stack.env[name]!r}, the compose file {used[name]!r}"


def check_secrets(stack: Stack) -> Iterator[str]:
    """Each *_FILE points to a secret of its service; each secret is made by docker/secrets.sh."""
    for name, service in stack.services.items():
        files = {f"/run/secrets/{secret}" for secret in service.get("secrets", [])}
        for key, value in stack.environment(name).items():
            if key.endswith("_FILE") and value not in files:
                yield f"{name}: {key} is {value}, which is none of its secrets"
            if re.search(r"PASSW|SECRET|TOKEN", key) and not key.endswith("_FILE"):
                yield f"{name}: {key} is a secret in plain text"
    for name, secret in stack.compose["secrets"].items():
        if secret["file"] != f"./docker/secrets/{name}":
            yield f"secret {name} is read from {secret['file']}"
        if not re.search(rf"\b{name}\b", stack.scripts["docker/secrets.sh"]):
            yield f"secret {name} is not made by docker/secrets.sh"


def check_networks(stack: Stack) -> Iterator[str]:
    """Only the proxy is seen from outside, and it does not see the database."""
    if not stack.compose["networks"]["data"].get("internal"):
        yield "the network of the database is not internal"
    for name, service in stack.services.items():
        if "ports" in service and name != "proxy":
            yield f"{name}: publishes ports; only the proxy may"
        if name in ("db", "db-replica", "backup", "restore") and service["networks"] != ["data"]:
            yield f"{name}: must be on the network data alone"
    if "data" in stack.services["proxy"]["networks"]:
        yield "proxy: sees the database"
