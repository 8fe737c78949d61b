from . import test_commission_reports
