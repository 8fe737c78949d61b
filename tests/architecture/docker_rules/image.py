"""The image of Odoo is built from what is there, and runs what it holds."""

import re
from collections.abc import Iterator

from ..stack import Stack

BUILD_INPUTS_OF_THE_ROOT = ("requirements.txt", "requirements-addons.txt")


def check_dockerfile(stack: Stack) -> Iterator[str]:
    """What is copied exists and enters the build."""
    for sources, _target in stack.copies():
        for source in sources:
            later = source in BUILD_INPUTS_OF_THE_ROOT and not (stack.root / source).exists()
            if not later and not (stack.root / source).exists():
                yield f"Dockerfile: copies {source}, which does not exist"
            if f"!{source}" not in stack.ignore:
                yield f"Dockerfile.dockerignore: {source} does not enter the build"


def check_image_layout(stack: Stack) -> Iterator[str]:
    """What is copied or installed lands where the configuration looks for it."""
    targets = {source: target for sources, target in stack.copies() for source in sources}
    run = " ".join(word for name, words in stack.dockerfile if name == "RUN" for word in words)
    pip = re.findall(r"--target (\S+)", run)
    words = [word for name, words in stack.dockerfile if name == "ENV" for word in words]
    environment = dict(word.partition("=")[::2] for word in words)
    addons = stack.options()["addons_path"].split(",")
    if targets.get("addons") != addons[0]:
        yield f"Dockerfile: the suite lands in {targets.get('addons')}, addons_path says {addons[0]}"
    if addons[1] not in [f"{folder}/odoo/addons" for folder in pip]:
        yield f"Dockerfile: nothing is installed into {addons[1]}"
    if environment.get("PYTHONPATH") not in pip:
        yield "Dockerfile: PYTHONPATH leads to no installed libraries"
    if environment.get("ODOO_RC") != targets.get("docker/odoo.conf"):
        yield "Dockerfile: ODOO_RC is not the copied configuration"


def check_image_run(stack: Stack) -> Iterator[str]:
    """The server runs unprivileged on Odoo's ports, built with the arguments that compose passes."""
    users = [words[0] for name, words in stack.dockerfile if name == "USER"]
    if users[-1] != "odoo":
        yield "Dockerfile: the server would run as root"
    ports = {port for name, words in stack.dockerfile if name == "EXPOSE" for port in words}
    if ports != {stack.options()["http_port"], stack.options()["gevent_port"]}:
        yield "Dockerfile: EXPOSE differs from http_port and gevent_port"
    build = stack.services["web"]["build"]
    arguments = {words[0].partition("=")[0] for name, words in stack.dockerfile if name == "ARG"}
    for name in build["args"].keys() - arguments:
        yield f"Dockerfile: has no ARG {name}"
    if not (stack.root / build["dockerfile"]).is_file():
        yield f"compose: {build['dockerfile']} does not exist"
