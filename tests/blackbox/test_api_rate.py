"""The rate of a key on a server with two workers: one bucket for both, and what is told of it is true."""

import math
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from test_api_orders import Shop

RATE, BURST = 5, 10  # requests a second, and at once: two seconds of it
pytestmark = pytest.mark.prefork  # one process shares nothing
LINE = re.compile(r" (\d+) INFO \S+ werkzeug: .*GET /shop-api/v1/key")


@pytest.fixture(scope="module")
def shop(server, browser):
    """A shop that may come five times a second."""
    shop = Shop(server, browser)
    shop.key = browser.call("torg.api.key", "search", [["name", "=", "blackbox"]], order="id desc", limit=1)
    browser.call("torg.api.key", "write", shop.key, {"reads_per_second": 1000})
    ask_many(shop, 40, 8)  # both workers have the addons loaded
    browser.call("torg.api.key", "write", shop.key, {"reads_per_second": RATE})
    return shop


def ask(shop):
    """Read what the key may do, which costs one."""
    return requests.get(f"{shop.server.url}/shop-api/v1/key", headers=shop.head, timeout=60)


def ask_many(shop, count, at_once):
    """Return the answers of so many requests."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda _number: ask(shop), range(count)))


def rest(shop):
    """Wait until the bucket is full again."""
    time.sleep(BURST / RATE + 0.5)


def test_two_workers_share_one_bucket(shop):
    rest(shop)
    before, start = len(shop.server.log.read_text()), time.monotonic()
    answers = ask_many(shop, 80, 8)
    seconds = time.monotonic() - start
    counts = Counter(answer.status_code for answer in answers)
    assert set(counts) == {200, 429}, "the machine is too slow to use up the bucket"
    assert BURST <= counts[200] <= BURST + math.ceil(RATE * seconds) + 1
    served = Counter(LINE.findall(shop.server.log.read_text()[before:]))
    assert len(served) >= 2, "one worker did everything"


def test_who_waits_as_long_as_told_is_served(shop):
    rest(shop)
    while (answer := ask(shop)).status_code == 200:
        left = re.fullmatch(r'"read";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert int(left[1]) < BURST
        assert int(left[2]) <= math.ceil(BURST / RATE)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "rate_limited"
    wait = int(answer.headers["Retry-After"])
    assert answer.headers["RateLimit"] == f'"read";r=0;t={wait}'
    assert wait == 1, "a fifth of a second, told in whole ones"
    time.sleep(wait)
    assert ask(shop).status_code == 200


def test_writes_have_a_bucket_of_their_own(shop):
    rest(shop)
    while ask(shop).status_code == 200:
        pass
    answer = shop.post("/customers", {"phone": "+79120001122"})
    assert answer.status_code == 200
    assert answer.headers["RateLimit"].startswith('"write";')
