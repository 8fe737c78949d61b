"""`scripts/screenshots [NAME…]`: pictures of the README, made of the demo company that `scripts/run` serves."""

import sys

from .console import verb
from .demo_day import run_against_server


def main():
    """Entry of the verb."""
    return run_against_server("gallery", sys.argv[1:])


if __name__ == "__main__":
    verb(main)
