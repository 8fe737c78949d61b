from . import torg_hold
