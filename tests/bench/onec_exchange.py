"""What both sides say to each other: orders, prices and customers over a bad line, the past, and how late news are."""

from collections import Counter

from .onec_history import measure_history
from .onec_lag import measure_lag_odata, measure_lag_push
from .onec_orders import measure_orders
from .onec_out import measure_out
from .onec_out_soap import measure_out_soap
from .onec_shuffle import measure_shuffle

# Figures that several measures of a group have are added up.
GROUPS = (
    (measure_shuffle,),
    (measure_orders, measure_out, measure_out_soap),
    (measure_history,),
    (measure_lag_push,),
    (measure_lag_odata,),
)
UNITS = {"_per_s": "1/s", "_per_cpu_s": "1/s", "_s": "s"}


def measure(ctx):
    """Yield the figures, those of a group as soon as it is measured."""
    for functions in GROUPS:
        found = Counter()
        for function in functions:
            found.update(function(ctx))
        for name, value in found.items():
            unit = next((unit for end, unit in UNITS.items() if name.endswith(end)), "pieces")
            yield ctx.figure(name, value, unit)
