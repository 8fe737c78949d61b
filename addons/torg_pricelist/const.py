"""Shared names."""

from datetime import timedelta

COST = "torg_pricelist.group_see_cost"  # who may see cost and margin
# Prices of two messages in one second start two seconds apart: what starts so soon is as good as in force for the next.
SETTLING = timedelta(seconds=10)
