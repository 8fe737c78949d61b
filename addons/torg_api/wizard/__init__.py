from . import torg_api_key_viewer
