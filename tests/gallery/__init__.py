"""Pictures for the README, made of the demo company by a browser: `scripts/screenshots`.

`shots` says what is on each picture and how to get there, `stage` what must happen before it, `picture` makes the file
small. The browser and the people are those of tests/day.
"""
