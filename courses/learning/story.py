"""Pure rules of a way through a story: where it has come to, and what a decision changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

# Where each choice of a story leads, by moment and choice.
Leads = Mapping[tuple[str, str], str]


class Step(NamedTuple):
    """One decision: at which moment, and what was chosen."""

    node: str
    choice: str


@dataclass(frozen=True, slots=True)
class Way:
    """The decisions taken so far, first to last."""

    start: str
    steps: tuple[Step, ...] = ()

    @classmethod
    def read(cls, start: str, stored: Mapping[str, Any]) -> Self:
        """Return the way that was stored; nothing stored is the way not begun."""
        return cls(start, tuple(Step(node, choice) for node, choice in stored.get("steps", [])))

    def write(self) -> dict[str, Any]:
        """Return the way as it is stored."""
        return {"v": 1, "steps": [[step.node, step.choice] for step in self.steps]}

    def visited(self, leads: Leads) -> list[str]:
        """Return the moments the way has come to, from the start on."""
        return [self.start, *(leads[step] for step in self.steps)]

    def here(self, leads: Leads) -> str:
        """Return the moment where the way stands now."""
        return self.visited(leads)[-1]

    def up_to(self, node: str, leads: Leads) -> Self | None:
        """Return the way as it last came to ``node``, or None where it never did."""
        visited = self.visited(leads)
        if node not in visited:
            return None
        last = len(visited) - 1 - visited[::-1].index(node)
        return type(self)(self.start, self.steps[:last])

    def decided(self, step: Step) -> Self:
        """Return the way with one decision more."""
        return type(self)(self.start, (*self.steps, step))

    def goes_on_from(self, earlier: "Way", step: Step) -> bool:
        """Test whether ``step`` was what came next after ``earlier``, how this way begins."""
        return self.steps[len(earlier.steps) :][:1] == (step,)

    def chosen_at(self, node: str) -> str:
        """Return what was chosen at ``node`` last, or empty text."""
        return next((step.choice for step in reversed(self.steps) if step.node == node), "")
