"""The production stack as data: compose file, Dockerfile, nginx, Odoo's configuration. Read, never run."""

import configparser
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import yaml

from .reader import ROOT

VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


@dataclass
class Block:
    """One nginx directive with its own block, if it has one."""

    name: str
    args: list[str]
    inside: list["Block"] = field(default_factory=list)

    def all(self, name: str) -> list["Block"]:
        """Directives of that name here and below."""
        found = [self] if self.name == name else []
        return found + [block for inner in self.inside for block in inner.all(name)]

    def own(self, name: str) -> list["Block"]:
        """Directives of that name directly in this block."""
        return [inner for inner in self.inside if inner.name == name]


def parse_nginx(text: str) -> Block:
    """nginx configuration as a tree; includes stay directives."""
    tokens = re.findall(r"""\#[^\n]*|"[^"]*"|'[^']*'|[{};]|[^\s{};"'#][^\s{};]*""", text)
    root = Block("", [])
    trail, words = [root], []
    for token in tokens:
        if token.startswith("#"):
            continue
        if token in "{;":
            block = Block(words[0], words[1:])
            trail[-1].inside.append(block)
            words = []
            if token == "{":
                trail.append(block)
        elif token == "}":
            trail.pop()
        else:
            words.append(token.strip("\"'"))
    return root


def parse_dockerfile(text: str) -> list[tuple[str, list[str]]]:
    """Instructions with their words, continued lines joined, comments dropped."""
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(words[0], words[1:]) for line in lines if (words := shlex.split(line))]


def parse_conf(text: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return parser


def fill(value: str, env: dict[str, str] | None = None) -> str:
    """Compose's ${NAME:-default} with the environment, else with the default."""
    return VARIABLE.sub(lambda match: (env or {}).get(match[1]) or match[2] or "", str(value)).replace("$$", "$")


@dataclass
class Stack:
    """All files of the production set-up in one object that rules look at and tests spoil."""

    root: Path
    compose: dict
    compose_text: str
    dockerfile: list[tuple[str, list[str]]]
    ignore: list[str]
    conf: configparser.RawConfigParser
    nginx: Block
    servers: dict[str, Block]
    locations: Block
    env: dict[str, str]
    scripts: dict[str, str]
    development: configparser.RawConfigParser | None

    @classmethod
    def read(cls, root: Path = ROOT) -> Self:
        docker = root / "docker"
        text = (root / "docker-compose.yml").read_text(encoding="utf-8")
        pairs = (line.partition("=") for line in (docker / "env.example").read_text(encoding="utf-8").splitlines())
        development = root / "odoo.conf"
        return cls(
            root=root,
            compose=yaml.safe_load(text),
            compose_text=text,
            dockerfile=parse_dockerfile((docker / "Dockerfile").read_text(encoding="utf-8")),
            ignore=(docker / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines(),
            conf=parse_conf((docker / "odoo.conf").read_text(encoding="utf-8")),
            nginx=parse_nginx((docker / "nginx.conf").read_text(encoding="utf-8")),
            servers={
                name: parse_nginx((docker / "nginx" / name).read_text(encoding="utf-8"))
                for name in ("http.conf", "https.conf")
            },
            locations=parse_nginx((docker / "nginx" / "locations.conf").read_text(encoding="utf-8")),
            env={name: value for name, equals, value in pairs if equals and not name.startswith("#")},
            scripts={
                path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in docker.rglob("*.sh")
            },
            development=parse_conf(development.read_text(encoding="utf-8")) if development.is_file() else None,
        )

    @property
    def services(self) -> dict[str, dict]:
        return self.compose["services"]

    def options(self, name: str = "options") -> dict[str, str]:
        return dict(self.conf[name])

    def environment(self, service: str) -> dict[str, str]:
        return {key: fill(value) for key, value in self.services[service].get("environment", {}).items()}

    def option(self, service: str, name: str) -> str:
        """Odoo's option on one node: its environment wins over the file, an empty variable does not count."""
        return self.environment(service).get(f"ODOO_{name.upper()}") or self.options().get(name, "")

    def mounts(self, service: str) -> list[tuple[str, str]]:
        """(source, target) of each volume."""
        volumes = [fill(volume).split(":") for volume in self.services[service].get("volumes", [])]
        return [(volume[0], volume[1]) for volume in volumes]

    def copies(self) -> list[tuple[list[str], str]]:
        """(sources, target) of each COPY."""
        lines = [words for name, words in self.dockerfile if name == "COPY"]
        copies = [[word for word in words if not word.startswith("--")] for words in lines]
        return [(words[:-1], words[-1]) for words in copies]
