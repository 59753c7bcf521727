"""`python -m mt_repair` is `mt-repair`."""

from mt_repair.cli import main

main()
