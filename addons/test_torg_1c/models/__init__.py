from . import torg_onec_applier
