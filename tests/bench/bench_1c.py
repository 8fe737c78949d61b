"""Exchange with 1C: reading, the first load of a base, the same again, a day's changes, orders over a bad line.

Every `measure_…(ctx)` returns ``{name of the figure: (value, unit[, what it is compared with])}``. What was measured in
several of them is put together here: the whole first load against the whole of the second.
"""

from . import onec_catalogue, onec_file, onec_goods, onec_orders

PARTS = (onec_file.measure_parse, onec_goods.measure_goods, onec_catalogue.measure_catalogue)


def run(ctx):
    """Yield the figures of the bench."""
    found = {}
    for measure in PARTS:
        told = measure(ctx)
        found |= told
        for name, figure in told.items():
            yield ctx.figure(name, *figure)
    for name, figure in add_up(found).items():
        yield ctx.figure(name, *figure)
    yield from onec_orders.run(ctx)


def add_up(found):
    """Return what is told of catalogue, prices and stock together."""
    value = {name: figure[0] for name, figure in found.items()}
    first = value["catalogue_first_s"] + value["goods_first_s"]
    again = value["catalogue_again_s"] + value["goods_again_s"]
    return {
        "resend_ratio": (first / again, "x", f"{first:.0f} s the first time"),
        "resend_writes": (value["catalogue_resend_writes"] + value["goods_resend_writes"], "rows"),
        "delta_500_s": (value["catalogue_delta_500_s"] + value["goods_delta_500_s"], "s", "all files of it, in turn"),
        "extra_memory_mb": (max(value["catalogue_memory_mb"], value["goods_memory_mb"]), "MB"),
    }
