"""The command line: one sub-command a file in `tools/commands`."""

import importlib
import pkgutil
import signal
import sys

from . import commands
from .ui import Problem, fail, say


def names():
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def main(arguments):
    """Run the command that the arguments name; its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # a closed terminal, too, must stop what was started
        signal.signal(number, lambda caught, _frame: sys.exit(128 + caught))
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        return _overview()
    name, *rest = arguments
    if name not in names():
        return fail(
            Problem(f"There is no command {name!r}.", "./dev lists the commands.")
        )
    module = importlib.import_module(f"{commands.__name__}.{name}")
    unknown = [word for word in rest if word not in getattr(module, "FLAGS", rest)]
    if unknown and unknown != ["-h"] and unknown != ["--help"]:
        return fail(
            Problem(
                f"./dev {name} does not know {unknown[0]!r}.",
                f"./dev {name} --help says what it knows.",
            )
        )
    if rest[:1] in (["-h"], ["--help"]) and not getattr(module, "OWN_HELP", False):
        say(module.__doc__.strip())
        return 0
    try:
        return module.run(rest) or 0
    except Problem as problem:
        return fail(problem)
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    except OSError as error:
        return fail(Problem(str(error), _advice(error)))


def _advice(error):
    from .ui import explain

    return explain(str(error)) or "See the message; ./dev clean starts from nothing."


def _overview():
    say("Usage: ./dev COMMAND [ARGUMENTS]     (./dev COMMAND --help says more)\n")
    for name in names():
        module = importlib.import_module(f"{commands.__name__}.{name}")
        say(f"  {name:8}{module.__doc__.strip().splitlines()[0]}")
    return 0
