"""Exchange: nothing lost, nothing doubled, in order, while connections and workers die.

Three phases against a receiver that checks ids:

- calm: single commits one after another, the time from the commit to the receiver;
- rush: thousands of messages at once through two job workers, the rate;
- storm: ten thousand messages, two for each record; of 20 deliveries one is cut after the receiver has taken the
  message, and workers are killed with -9 while they send. It takes long because the job runner looks for the jobs of
  dead workers ten seconds after their start at the earliest.
"""

import contextlib
import os
import random
import signal
import statistics
import threading
import time

from fakes.webhook_sink import DropsSome, WebhookSink

MESSAGES, SMALL = 10_000, 1_000
RUSH, SMALL_RUSH = 4_000, 400
CALM = 100  # single commits
CUT = 0.05  # share of deliveries cut mid-way
CHANNELS = "root:3,root.outbox:2"
PATIENCE = 900  # seconds until whatever is missing counts as lost


def run(ctx):
    """Yield the figures of the bench."""
    total = SMALL if ctx.small else MESSAGES
    with WebhookSink() as sink:
        with ctx.odoo_env() as env:
            sink.secret, endpoint_id = subscribe(env, sink.url)
            records = pick_records(env, total // 2)
        server = ctx.start_server(workers=4, extra_config={"channels": CHANNELS})
        try:
            latencies = list(measure_calm(ctx, sink, records[:CALM]))
            rate = measure_rush(ctx, sink, records[: SMALL_RUSH if ctx.small else RUSH])
            figures = measure_storm(ctx, sink, records, endpoint_id)
        finally:
            server.stop()
    figures["messages_per_s"] = (rate, "1/s")
    figures["commit_to_delivery_p95_ms"] = (statistics.quantiles(latencies, n=20)[-1] * 1000, "ms")
    for name, (value, unit) in figures.items():
        yield ctx.figure(name, value, unit)


# === SETTING UP === #


def subscribe(env, url):
    """Make a webhook for an event of the bench; return its secret and its endpoint's id."""
    topic = env["torg.exchange.topic"].create({"code": "bench", "name": "Bench"})
    vals = {"code": "bench.step", "name": "Bench", "topic_id": topic.id, "model": "ir.model.fields"}
    event = env["torg.exchange.event"].create(vals | {"replaceable": False})
    webhook = env["torg.webhook"].create(
        {"name": "Bench", "url": url, "allow_private_addresses": True, "event_ids": event.ids}
    )
    env.cr.commit()  # the server is another process
    return webhook.sudo().secret, webhook.endpoint_id.id


def pick_records(env, count):
    """Return the ids of so many records of any kind: every base has thousands of fields."""
    return env["ir.model.fields"].search([], limit=count).ids


def emit(env, ids):
    """Emit and commit; return the moment of the commit."""
    env["ir.model.fields"].browse(ids)._emit_event("bench.step")
    env.cr.commit()  # the server is another process
    return time.time()


# === MEASURING === #


def measure_calm(ctx, sink, ids):
    """Yield the seconds from each commit to the receiver."""
    with ctx.odoo_env() as env:
        emit(env, ids[:1])  # the runner may still be starting
        sink.wait_for(1, timeout=60)
        for number, record_id in enumerate(ids, start=2):
            committed = emit(env, [record_id])
            if sink.wait_for(number, timeout=30):
                yield max(delivery.at for delivery in list(sink.applied.values())) - committed
            time.sleep(random.uniform(0.05, 0.15))


def measure_rush(ctx, sink, ids):
    """Return how many messages a second arrive when thousands are waiting."""
    before, began = len(sink.applied), time.time()
    with ctx.odoo_env() as env:
        emit(env, ids)
    if not sink.wait_for(before + len(ids), timeout=PATIENCE):
        return 0
    return len(ids) / (max(delivery.at for delivery in sink.applied.values()) - began)


def measure_storm(ctx, sink, ids, endpoint_id):
    """Return ``{figure: (value, unit)}`` of thousands of messages among dying workers."""
    sink.behaviour = DropsSome(CUT)
    before, attempts_before = len(sink.applied), sum(sink.attempts.values())
    began = time.monotonic()
    with Killer(ctx, kills=max(len(ids) // 500, 2)) as killer, ctx.odoo_env() as env:
        for _round in range(2):
            for start in range(0, len(ids), 250):
                emit(env, ids[start : start + 250])
        wait_until_delivered(ctx, endpoint_id)
    seconds = time.monotonic() - began
    expected, states = read_messages(ctx, endpoint_id)
    applied = {delivery.key for delivery in sink.applied.values()}
    sent = len(sink.applied) - before
    return {
        "messages": (sent, "messages"),
        "messages_lost": (len(expected - applied), "messages"),
        "messages_doubled": (sink.doubles(), "messages"),
        "messages_out_of_order": (sink.disordered(), "records"),
        "messages_not_delivered": (sum(states.values()) - states.get("delivered", 0), "messages"),
        "deliveries_repeated": (sum(sink.attempts.values()) - attempts_before - sent, "deliveries"),
        "workers_killed": (killer.killed, "workers"),
        "storm_seconds": (seconds, "s"),
    }


class Killer:
    """Kills workers while they send, at random moments."""

    def __init__(self, ctx, kills):
        self.killed = 0
        self._ctx = ctx
        self._kills = kills
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exc):
        self._stop.set()
        self._thread.join()

    def _work(self):
        chance = random.Random(7)
        with contextlib.closing(self._ctx.connect()) as connection:
            connection.autocommit = True
            while self.killed < self._kills and not self._stop.wait(chance.uniform(0.3, 1.5)):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT worker_pid FROM queue_job WHERE state = 'started' AND worker_pid > 0")
                    pids = [row[0] for row in cursor.fetchall()]
                if pids:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(pids), signal.SIGKILL)
                        self.killed += 1


def wait_until_delivered(ctx, endpoint_id):
    """Wait until nothing is waiting any more, or patience ends."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _expected, states = read_messages(ctx, endpoint_id)
        if not {"ready", "failed"} & states.keys():
            return
        time.sleep(0.5)


def read_messages(ctx, endpoint_id):
    """Return the keys of all messages and how many there are in each state."""
    with contextlib.closing(ctx.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT res_id, revision, state FROM torg_exchange_message WHERE endpoint_id = %s", [endpoint_id]
        )
        rows = cursor.fetchall()
    states = {}
    for _res_id, _revision, state in rows:
        states[state] = states.get(state, 0) + 1
    return {("bench.step", res_id, revision) for res_id, revision, _state in rows}, states
