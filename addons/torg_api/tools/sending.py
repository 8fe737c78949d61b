"""How often a one-time code may be sent: so many in so many seconds, by several measures at once."""

MINUTE, HOUR, DAY = 60, 3600, 86400
TO_ADDRESS = ((MINUTE, 1), (HOUR, 5), (DAY, 10))  # one phone or mail, whoever asks
FROM_ADDRESS = ((HOUR, 20), (DAY, 100))  # one visitor, whomever he asks for


def find_wait(moments, now, rules):
    """Return the seconds until the next sending may be, 0 when it may be now.

    :param moments: seconds of the sendings so far, in any order
    :param rules: pairs (window in seconds, most sendings in it)
    """
    moments = sorted(moments, reverse=True)
    wait = 0
    for window, most in rules:
        if len(moments) >= most:
            wait = max(wait, moments[most - 1] + window - now)
    return wait
