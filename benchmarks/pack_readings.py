"""Write what the reader says of the shipped sentences, to ship with them: `make readings`."""

from __future__ import annotations

from mt_repair.check.check import remembering
from mt_repair.check.kept import Kept
from mt_repair.check.readings import ship_readings


def main() -> None:
    """Ask the reader of every sentence anew, and write its readings."""
    readings = Kept()
    remembering((), Kept(), readings)
    path = ship_readings(readings.fresh)
    print(f"{len(readings.fresh)} readings in {path}")


if __name__ == "__main__":
    main()
