"""Groups that grow together: disjoint sets whose leader does not depend on the order of joining."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

Member = TypeVar("Member", bound=Any)


class Groups(Generic[Member]):
    """Members joined into groups; a group is led by its least member. Members must be orderable."""

    def __init__(self) -> None:
        self._above: dict[Member, Member] = {}

    def leader(self, member: Member) -> Member:
        """The least member of the group; the member itself where it was never joined."""
        top = member
        while top in self._above:
            top = self._above[top]
        while member != top:  # shorten the way for the next time
            self._above[member], member = top, self._above[member]
        return top

    def join(self, a: Member, b: Member) -> None:
        """Make the groups of two members one."""
        low, high = sorted((self.leader(a), self.leader(b)))
        if low != high:
            self._above[high] = low
