import os
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_onec_applier import TorgOnecApplier

from .onec_http import FIXTURES, OnecHttpCase, load_xpath_counts

APPLY = TorgOnecApplier._apply


@tagged("post_install", "-at_install")
class TestServerSamples(OnecHttpCase):
    """Files of real bases pushed as 1C pushes them: nothing breaks, and nothing of them is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(os.environ.get("TORG_FIXTURES") or FIXTURES) / "commerceml"
        cls.sets = sorted({path.parent for path in folder.rglob("*.xml") if "XSD" not in path.name})

    def setUp(self):
        super().setUp()
        self.handed = defaultdict(Counter)
        self.enterContext(patch.object(TorgOnecApplier, "_apply", self.count_and_apply()))

    def count_and_apply(self):
        """Return the applier's method with a count of what the runs hand to it, handler or not."""

        def apply(applier, work, records):
            APPLY(applier, work, records)
            self.handed[work.run.id].update(type(record).__name__ for record in records)

        return apply

    def push(self, folder, dialect, **options):
        """Push one folder, without those below it; return the files that came."""
        before = self.files()
        with tempfile.TemporaryDirectory() as target:
            for path in folder.glob("*.xml"):
                if "XSD" not in path.name:
                    shutil.copy(path, target)
            self.fakes.push(self.wire(), Path(target), dialect, **options)
        return self.files() - before

    def check(self, folder, files):
        counts = load_xpath_counts()
        for file in files.filtered(lambda file: file.format == "commerceml"):
            with self.subTest(set=folder.name, file=file.name):
                run = file.run_ids
                self.assertEqual((len(run), run.state), (1, "done"), run.error)
                # the reader tells the line; what an applier refuses (an order of nobody) was read
                unread = run.issue_ids.filtered(lambda issue: issue.level == "row" and issue.line)
                self.assertFalse(unread, unread.mapped("text"))
                told = Counter({kind: number for kind, number in counts.count(folder / file.name).items() if number})
                self.assertEqual({kind: self.handed[run.id][kind] for kind in told}, dict(told))

    def test_every_set_is_pushed_by_plain_ut(self):
        self.skip_without_samples()
        for folder in self.sets:
            self.check(folder, self.push(folder, "ut"))

    def test_every_set_is_pushed_by_the_bitrix_module_in_archives_and_parts(self):
        self.skip_without_samples()
        self.onec.onec_zip = True
        for folder in self.sets:
            self.check(folder, self.push(folder, "bitrix", part=100_000))

    def skip_without_samples(self):
        if not self.sets:
            self.skipTest("no samples: set TORG_FIXTURES to their folder")
