"""What the `arnorm` command and `python -m arnorm` begin with."""

import gc
import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, be it while it is still being imported."""
    # Garbage in circles is rare here, and to look for some after every 700 new objects takes 7 % of the time for a
    # file of short records.
    gc.set_threshold(100_000)
    try:
        from arnorm.cli import main as command_line
    except KeyboardInterrupt:
        sys.exit(130)
    command_line()


if __name__ == "__main__":
    main()
