"""Bases: a template with the whole suite, kept up to date, and copies of it for running and testing."""

import shutil

from . import fingerprints, layout
from .console import Problem, step
from .odoo_process import run_odoo, run_script
from .setup import lock

LANGUAGE = "ru_RU"
MADE = "assets: made"
ASSETS = f"""
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
print({MADE!r})
"""
# One server may hold the bases of several checkouts: each makes and drops its own.
TEMPLATE = f"torg_tpl_{layout.STATE_HASH}_"


class Bases:
    """The bases of one server."""

    def __init__(self, connection):
        self.connection = connection

    def template(self):
        """A base with the whole suite and no data, for exactly the addons and pins on disk.

        It is built once; a change of some addons updates it instead of building it anew.
        """
        with lock("template"):
            platform = fingerprints.platform()
            wanted = fingerprints.current(fingerprints.suite())
            name = TEMPLATE + layout.digest(platform, sorted(wanted.items()))
            if not self.connection.has_database(name):
                self._make_template(name, platform, wanted)
            return name

    def create(self, name, extra=()):
        """Create a base as a copy of the template.

        :param extra: addons to install besides the suite (demo, proofs)
        """
        self.copy(self.template(), name)
        if extra:
            with step(f"Installing {', '.join(extra)}"):
                run_odoo(self.connection, name, "-i", ",".join(extra), title="install")
            self._remember(name, [*fingerprints.suite(), *extra])

    def update(self, name):
        """Bring an existing base to the addons on disk; nothing happens when nothing changed."""
        before = fingerprints.stored(self.connection, name)
        installed = {*before, *fingerprints.suite()} & {*fingerprints.all_addons()}
        now = fingerprints.current(sorted(installed))
        changed = [addon for addon in now if addon in before and before[addon] != now[addon]]
        added = [addon for addon in now if addon not in before]
        if changed or added:
            with step(f"Updating {name}: {', '.join([*changed, *added])}"):
                arguments = [flag for flag in (_flag("-u", changed), _flag("-i", added)) if flag]
                run_odoo(self.connection, name, *sum(arguments, []), title="update")
            fingerprints.store(self.connection, name, now)

    def copy(self, source, name):
        """Copy a base with its files."""
        self.connection.psql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        files = self._files(source)
        if files.is_dir():
            shutil.rmtree(self._files(name), ignore_errors=True)
            shutil.copytree(files, self._files(name))

    def drop(self, name):
        """Remove a base with its files."""
        self.connection.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self._files(name), ignore_errors=True)

    # --- the template ---

    def _make_template(self, name, platform, wanted):
        older = self._newest_template_of(platform)
        building = f"torg_building_{layout.STATE_HASH}"
        self.drop(building)
        if older:
            self.copy(older, building)
            try:
                self.update(building)
            except Problem:
                # What cannot be updated is built anew; if that fails too, the person hears why.
                self.drop(building)
                older = None
        if not older:
            self._build(building)
        fingerprints.store(self.connection, building, wanted)
        self._remember_platform(building, platform)
        self._make_assets(building)
        self._drop_templates()
        self._rename(building, name)

    def _build(self, name):
        with step("Installing the suite into a template base (a few minutes, once)"):
            run_odoo(
                self.connection, name, "-i", ",".join(fingerprints.suite()), "--load-language", LANGUAGE,
                title="install",
            )  # fmt: skip
        volatility = self.connection.psql("SELECT provolatile FROM pg_proc WHERE proname = 'unaccent'", name)
        if ["i"] not in volatility:
            raise Problem(
                "PostgreSQL's unaccent is not IMMUTABLE in the new base, search would be slow: "
                "give the role the right to create extensions."
            )

    def _make_assets(self, name):
        """Have the files of the web client made once for all copies: else each browser test makes them anew."""
        with step("Making the files of the web client"):
            done = run_script(self.connection, name, ASSETS, "assets", seconds=1200)
        if MADE not in done.stdout:
            cause = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise Problem(f"The files of the web client were not made: {cause}")

    def _newest_template_of(self, platform):
        """A template of other addons on the same platform: removed addons and changed pins need a fresh build."""
        for name in self._templates():
            same = self.connection.psql(
                f"SELECT 1 FROM ir_config_parameter WHERE key = '{fingerprints.KEY}.platform' AND value = '{platform}'",
                name,
            )
            if same and set(fingerprints.stored(self.connection, name)) <= set(fingerprints.suite()):
                return name
        return None

    def _remember(self, name, addons):
        fingerprints.store(self.connection, name, fingerprints.current(addons))

    def _remember_platform(self, name, platform):
        key = f"{fingerprints.KEY}.platform"
        self.connection.psql(
            f"""INSERT INTO ir_config_parameter (key, value) VALUES ('{key}', '{platform}')
                ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value""",
            name,
        )

    def _drop_templates(self):
        for name in self._templates():
            self.drop(name)

    def _templates(self):
        """Names of this checkout's templates."""
        query = f"SELECT datname FROM pg_database WHERE starts_with(datname, '{TEMPLATE}')"
        return [name for (name,) in self.connection.psql(query)]

    def _rename(self, name, to):
        self.connection.psql(f'ALTER DATABASE "{name}" RENAME TO "{to}"')
        shutil.rmtree(self._files(to), ignore_errors=True)
        if self._files(name).is_dir():
            self._files(name).rename(self._files(to))

    @staticmethod
    def _files(name):
        return layout.DATA / "filestore" / name


def _flag(option, addons):
    return [option, ",".join(addons)] if addons else []
