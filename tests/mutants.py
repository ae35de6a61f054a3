"""How many random mutants of operations the tests kill.

`make mutants ARGS='--count 40 exhibitors/sales'` draws places in the modules of operations, changes one at a time in a
copy of the tree, and runs the tests of its package there until the first fails. A mutant that survives shows a line
that no test of its package needs, or that makes no difference.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ciie.local.servers import LOCAL_DIR

ROOT = Path(__file__).parents[1]
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

type Change = tuple[int, str, Callable[[], None]]
"""The line, what is done to it, and what does it to the tree."""


@dataclass(frozen=True)
class Mutant:
    """One change of a module: `place` is its position among all that can be made there."""

    module: Path
    place: int

    def write(self, copy: Path) -> str:
        """Write the changed module into the copy of the tree, and return what was changed."""
        tree = ast.parse((ROOT / self.module).read_text())
        line, words, change = list(changes(tree))[self.place]
        change()
        (copy / self.module).write_text(ast.unparse(ast.fix_missing_locations(tree)))
        return f"{self.module}:{line} {words}"

    def tests(self) -> list[str]:
        """Return the tests named like the module, then all of its package."""
        folder = ROOT.joinpath("tests", *self.module.parts[:2])
        likely = sorted(folder.rglob(f"test_{self.module.stem}.py"))
        return [str(path.relative_to(ROOT)) for path in [*likely, folder]]


def changes(tree: ast.Module) -> Iterator[Change]:
    """Yield all changes that can be made to the bodies of the functions."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for statement in function.body:
            for node in ast.walk(statement):
                yield from _changes_of(node)


def _changes_of(node: ast.AST) -> Iterator[Change]:
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
        case ast.If(body=[*_statements]):
            yield node.lineno, "returns early", lambda: setattr(node, "body", [ast.Return()])


def places(folders: list[str]) -> list[Mutant]:
    """Return all mutants of the modules of operations below these folders."""
    modules = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    operations = [path for path in modules if "operations" in path.relative_to(ROOT).with_suffix("").parts]
    return [
        Mutant(path.relative_to(ROOT), place)
        for path in operations
        for place in range(len(list(changes(ast.parse(path.read_text())))))
    ]


def verdict(mutant: Mutant, copy: Path, seconds: int) -> str:
    """Return whether a test fails; "undecided" where none has until the time is over."""
    words = ["-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not browser"]
    run = [sys.executable, *words, *mutant.tests()]
    environment = os.environ | {"LOCAL_DIR": str(LOCAL_DIR)}
    try:
        done = subprocess.run(run, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return "undecided"
    finally:
        shutil.copy(ROOT / mutant.module, copy / mutant.module)
    return "survived" if done.returncode == 0 else "killed"


def main() -> None:
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__.split("\n", 1)[0])
    asked.add_argument("folders", nargs="*", default=["exhibitors", "pavilions"])
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
            words = mutant.write(copy)
            said = verdict(mutant, copy, options.seconds)
            verdicts[said] += 1
            print(f"{said:9} {words}", flush=True)
    decided = verdicts["killed"] + verdicts["survived"]
    share = f"{verdicts['killed'] / decided:.0%} of those decided" if decided else "none decided"
    print(f"{verdicts['killed']} killed, {verdicts['survived']} survived, {verdicts['undecided']} undecided: {share}")


if __name__ == "__main__":
    main()
