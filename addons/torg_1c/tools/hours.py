"""In which hours a base of 1C is asked."""


def is_within(moment, hour_from, hour_to, workdays_only=False):
    """Return whether a moment lies in the hours; from 22 to 6 is the night.

    :param datetime moment: by the clock of 1C
    :param float hour_from: 22.5 is half past ten in the evening
    """
    if workdays_only and moment.weekday() > 4:
        return False
    hour = moment.hour + moment.minute / 60
    if hour_from <= hour_to:
        return hour_from <= hour < hour_to
    return hour >= hour_from or hour < hour_to
