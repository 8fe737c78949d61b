from . import torg_letter_preview
