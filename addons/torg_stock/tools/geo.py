"""Distances on the globe, without any service."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


def distance_km(first, second):
    """Return kilometres between two points `(latitude, longitude)` in degrees, or None when one is not known.

    The straight line along the surface, not the road: good for "which store is nearer". (0, 0) is a point in the
    ocean where nobody trades: it means that the coordinates were never entered.
    """
    if not any(first) or not any(second):
        return None
    (lat1, lon1), (lat2, lon2) = (map(radians, point) for point in (first, second))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(chord, 1.0)))
