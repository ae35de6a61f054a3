"""How many random mutants of operations the tests kill.

`make mutants ARGS='--count 40 exhibitors/money/sales'` draws places in the modules of operations, changes one at a
time in a copy, and runs the tests of its package, and of those that call the changed function, until the first
fails. A mutant that survives shows a line that none of them needs, or that makes no difference.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ciie.local.servers import LOCAL_DIR

ROOT = Path(__file__).parents[1]
APPS = ("exhibitors", "pavilions")
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__")
OPPOSITES: dict[type[ast.AST], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}

type Change = tuple[str, int, str, Callable[[], None]]
"""The function and the line, what is done to it, and what does it to the tree."""


@dataclass(frozen=True)
class Mutant:
    """One change of a module: `place` is its position among all that can be made there."""

    module: Path
    place: int

    def write(self, copy: Path) -> tuple[str, str]:
        """Write the changed module into the copy of the tree. Return the function and what was changed in it."""
        tree = ast.parse((ROOT / self.module).read_text())
        function, line, words, change = list(changes(tree))[self.place]
        change()
        (copy / self.module).write_text(ast.unparse(ast.fix_missing_locations(tree)))
        return function, f"{self.module}:{line} {words}"

    def tests(self, function: str) -> list[str]:
        """Return the tests named like the module, those of its package, and those of packages that name the function.

        Nobody else names a private one.
        """
        own = tests_of(self.module)
        likely = sorted(own.rglob(f"test_{self.module.stem}.py"))
        naming = [path for path in sources() if re.search(rf"\b{function}\b", (ROOT / path).read_text())]
        callers = {tests_of(path) for path in naming if not function.startswith("_")}
        others = sorted(folder for folder in callers - {own} if folder.is_dir())
        return [str(path.relative_to(ROOT)) for path in [*likely, own, *others]]


def tests_of(module: Path) -> Path:
    """Return the folder of the tests of a module's package, which are named like it without its room."""
    app, *rest = module.parts
    tests = ROOT / "tests" / app
    return next((tests / name for name in rest[1::-1] if (tests / name).is_dir()), tests / rest[0])


@cache
def sources() -> list[Path]:
    """Return the modules of the applications, below the root."""
    return [path.relative_to(ROOT) for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]


def changes(tree: ast.Module) -> Iterator[Change]:
    """Yield all changes that can be made to the bodies of the functions."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for statement in function.body:
            for node in ast.walk(statement):
                yield from ((function.name, *change) for change in _changes_of(node))


def _changes_of(node: ast.AST) -> Iterator[tuple[int, str, Callable[[], None]]]:
    match node:
        case ast.Compare(ops=[operator]):
            opposite = OPPOSITES[type(operator)]
            yield node.lineno, f"compares by {opposite.__name__}", lambda: setattr(node, "ops", [opposite()])
        case ast.BoolOp(op=operator):
            other = ast.Or if isinstance(operator, ast.And) else ast.And
            yield node.lineno, f"joins by {other.__name__}", lambda: setattr(node, "op", other())
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield node.lineno, f"{number} is one more", lambda: setattr(node, "value", number + 1)
        case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=operand)):
            yield node.lineno, "drops `not`", lambda: setattr(node, "test", operand)
        case ast.Expr(value=ast.Call()):
            yield node.lineno, f"drops {ast.unparse(node)[:60]}", lambda: setattr(node, "value", ast.Constant(None))
        case ast.If(body=[first, *_others]) if not isinstance(first, ast.Return):
            yield node.lineno, "returns early", lambda: setattr(node, "body", [ast.Return()])


def places(folders: list[str]) -> list[Mutant]:
    """Return all mutants of the modules of operations below these folders."""
    wanted = [path for path in sources() if any(path.is_relative_to(folder) for folder in folders)]
    operations = [path for path in wanted if "operations" in path.with_suffix("").parts]
    return [
        Mutant(path, place)
        for path in operations
        for place in range(len(list(changes(ast.parse((ROOT / path).read_text())))))
    ]


def verdict(tests: list[str], copy: Path, seconds: int) -> str:
    """Return whether one of these tests fails; "undecided" where none has until the time is over."""
    words = ["-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not browser"]
    run = [sys.executable, *words, *tests]
    environment = os.environ | {"LOCAL_DIR": str(LOCAL_DIR / "mutants")}
    try:
        done = subprocess.run(run, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return "undecided"
    return "survived" if done.returncode == 0 else "killed"


def main() -> None:
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__.split("\n", 1)[0])
    asked.add_argument("folders", nargs="*", default=APPS)
    asked.add_argument("--count", type=int, default=20)
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    asked.add_argument("--seconds", type=int, default=300, help="for the tests of one mutant")
    options = asked.parse_args()
    found = places(options.folders)
    drawn = random.Random(options.seed).sample(found, min(options.count, len(found)))  # noqa: S311
    print(f"{len(drawn)} of {len(found)} mutants, seed {options.seed}", flush=True)
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        for mutant in drawn:
            function, words = mutant.write(copy)
            said = verdict(mutant.tests(function), copy, options.seconds)
            shutil.copy(ROOT / mutant.module, copy / mutant.module)
            verdicts[said] += 1
            print(f"{said:9} {words}", flush=True)
    decided = verdicts["killed"] + verdicts["survived"]
    share = f"{verdicts['killed'] / decided:.0%} of those decided" if decided else "none decided"
    print(f"{verdicts['killed']} killed, {verdicts['survived']} survived, {verdicts['undecided']} undecided: {share}")


if __name__ == "__main__":
    main()
