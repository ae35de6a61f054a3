"""Triggers that refuse what no constraint can state, each with the sentence that people read.

They refuse as a check constraint does, under their own name: `ciie.kernel.validity.verdict` finds the sentence.
"""

import pgtrigger

from ciie.kernel.errors import Sentence


class Guard(pgtrigger.Trigger):
    """A trigger with a sentence and, if it concerns one, the form field beside which it is said."""

    def __init__(
        self,
        *,
        name: str,
        sentence: Sentence,
        refused: str,
        operation: pgtrigger.Operation,
        field: str | None = None,
        condition: pgtrigger.Condition | None = None,
        deferred: bool = False,
        declare: list[tuple[str, str]] | None = None,
    ) -> None:
        """`refused` is PL/pgSQL that ends in `IF … THEN`, with the case that is refused."""
        self.sentence = sentence
        self.field = field
        refuse = f"RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
        super().__init__(
            name=name,
            when=pgtrigger.After if deferred else pgtrigger.Before,
            timing=pgtrigger.Deferred if deferred else None,
            operation=operation,
            condition=condition,
            declare=declare,
            func=f"{refused} {refuse} END IF; RETURN NEW;",
        )


def frozen_while(*sources: str, name: str, fields: tuple[str, ...], sentence: Sentence, field: str) -> Guard:
    """Refuses a change of the fields while any source has rows: `FROM … WHERE …`, with the row as `OLD`."""
    exist = " OR ".join(f"EXISTS (SELECT {source})" for source in sources)
    return Guard(
        name=name,
        sentence=sentence,
        field=field,
        refused=f"IF {exist} THEN",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
    )
