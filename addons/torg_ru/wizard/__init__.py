from . import torg_ru_apply
