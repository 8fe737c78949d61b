"""What a whole day is made of: every part of it happened, or the day says why it did not."""

BASKETS = 20  # from so many on a day is a whole one
MADE_OF = {
    "orders_of_companies": 1, "deliveries": 1, "visits_bad": 1, "visits_twice": 1, "visits_race": 2, "cards_moved": 10,
    "clicked_on": 2, "substituted": 1, "stores_changed": 1, "cancelled_by_managers": 1, "steps": 20,
    "prices_changed": 5, "messages_waiting_for_1c": 1, "orders_taken_by_1c": 1, "orders_changed_in_1c": 1,
    "taken_orders_cancelled": 2, "taken_quantities_raised": 1, "taken_goods_replaced": 1, "orders_shipped_by_1c": 1,
    "stock_figures_compared": 1, "handed_over": 1, "payments": 1, "returns_to_stores_kept_here": 1,
    "returns_to_stores_kept_in_1c": 1, "letters": 20, "webhooks": 40, "moves_refused": 1, "workers_killed": 1,
}  # fmt: skip


def find_undone(report, left_out=()):
    """Parts of a day that did not happen often enough, each with the reason; their figures are 0, never absent.

    :param left_out: names of what this day goes without
    """
    undone = []
    for name, least in MADE_OF.items():
        number = report.figures.setdefault(name, 0)
        if number < least and name not in left_out:
            why = "; ".join(report.reasons.get(name) or ["nobody was refused anything"])
            undone.append(f"{name}: {number}, at least {least} wanted: {why}")
    return undone


def book_undone(report, is_whole, left_out=()):
    """What a whole day lacks is a fault; what a small one or a strange folder lacks is only said."""
    undone = find_undone(report, left_out)
    if is_whole:
        report.book("parts_of_the_day_left_undone", undone)
        return
    for text in undone:
        report.note(f"not in this day: {text}")
