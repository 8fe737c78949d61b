"""Shared names."""

COST = "torg_pricelist.group_see_cost"  # who may see cost and margin
