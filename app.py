"""Open the editor's page: `python app.py`, with the options of `mt-repair ui`."""

import sys

from mt_repair.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "ui")
    main()
