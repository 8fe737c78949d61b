"""Every path, variable, port, volume and service that the production files name exists and agrees with the others."""

from . import compose, image, nginx, nodes
from .nodes import check_development, check_odoo_knows_options

RULES = tuple(
    rule
    for module in (compose, nodes, nginx, image)
    for name, rule in vars(module).items()
    if name.startswith("check_") and rule is not check_odoo_knows_options
)

__all__ = ["RULES", "check_development", "check_odoo_knows_options"]
