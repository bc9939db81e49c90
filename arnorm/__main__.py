"""What the `arnorm` command and `python -m arnorm` begin with."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, be it while it is still being imported."""
    try:
        from arnorm.cli import main as command_line
    except KeyboardInterrupt:
        sys.exit(130)
    command_line()


if __name__ == "__main__":
    main()
