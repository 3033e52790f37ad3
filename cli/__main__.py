"""``python -m cli`` is ``pincite``."""

from cli.main import main

main()
