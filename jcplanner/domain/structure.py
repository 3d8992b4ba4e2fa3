"""The commissioners' management structure as it is and as proposed: who employs, who reports to whom.

Posts, never persons. A blank field of what is proposed means "as now".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jcplanner.domain.people import POST_STATES, TUPE, Post
from jcplanner.domain.records import Records

BOTH, NOW_ONLY, PROPOSED_ONLY = POST_STATES
NOW, PROPOSED = "now", "proposed"
SIDES = (NOW, PROPOSED)
TUPE_NOT_KNOWN = TUPE[0]


def is_there(post: Post, side: str) -> bool:
    """Whether a post exists on a side ("now", "proposed")."""
    return post.state != (PROPOSED_ONLY if side == NOW else NOW_ONLY)


def employer(post: Post, side: str) -> str | None:
    """The partner that employs it on a side; None where that is not said."""
    return (post.proposed_partner or post.partner) if side == PROPOSED else post.partner


def reports_to(post: Post, side: str) -> str | None:
    """The post that it reports to on a side, as typed; that post need not exist there."""
    return (post.proposed_reports_to or post.reports_to) if side == PROPOSED else post.reports_to


def posts_on(records: Records, side: str) -> dict[str, Post]:
    """The posts of a side by id, in people's order."""
    return {post.id: post for post in records.table(Post).ordered() if is_there(post, side)}


def lines_of(posts: Mapping[str, Post], side: str) -> dict[str, str | None]:
    """For each post the post above it on that side; None at the top, or where that one is not there."""
    above = {key: reports_to(post, side) for key, post in posts.items()}
    return {key: held if held in posts else None for key, held in above.items()}


def rings(lines: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Reporting lines that lead back to themselves: the posts of each ring, the earliest first."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    places = {key: place for place, key in enumerate(lines)}
    for start in lines:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = lines[at]
        if at is not None and at in path:
            walked = list(path)
            ring = walked[walked.index(at) :]
            first = ring.index(min(ring, key=places.__getitem__))
            found.append((*ring[first:], *ring[:first]))
        done.update(path)
    return sorted(found, key=lambda ring: places[ring[0]])


@dataclass(frozen=True, slots=True)
class Node:
    """A post in the tree of a side: how deep it stands, the row of the post above it, whether in a ring."""

    post: Post
    depth: int
    above: int | None
    in_ring: bool


def tree(records: Records, side: str) -> list[Node]:
    """The posts of a side from the top down, each below the one it reports to; each exactly once.

    A ring is cut above its earliest post, so that it can be drawn.
    """
    posts = posts_on(records, side)
    lines = lines_of(posts, side)
    ringed: set[str] = set()
    for ring in rings(lines):
        ringed.update(ring)
        lines[ring[0]] = None
    below: dict[str | None, list[str]] = {}
    for key, above in lines.items():
        below.setdefault(above, []).append(key)
    found: list[Node] = []
    waiting: list[tuple[str, int, int | None]] = [(key, 0, None) for key in below.get(None, [])]
    waiting.reverse()
    while waiting:
        key, depth, above = waiting.pop()
        row = len(found)
        found.append(Node(posts[key], depth, above, key in ringed))
        waiting.extend((child, depth + 1, row) for child in reversed(below.get(key, [])))
    return found


@dataclass(frozen=True, slots=True)
class Employed:
    """What a partner employs on a side: posts, FTE in hundredths, pence a year; and posts that say neither.

    Not said is not nil: ``uncosted`` posts give no cost, ``without_fte`` no FTE.
    """

    posts: int = 0
    fte: int = 0
    cost: int = 0
    uncosted: int = 0
    without_fte: int = 0

    @property
    def known_fte(self) -> int | None:
        """The FTE in hundredths; None where there are posts and none says its FTE."""
        return None if self.posts and self.without_fte == self.posts else self.fte

    @property
    def known_cost(self) -> int | None:
        """The pence a year; None where there are posts and none gives its cost."""
        return None if self.posts and self.uncosted == self.posts else self.cost


def employed(records: Records, side: str) -> dict[str | None, Employed]:
    """Posts, FTE and cost by employer on a side, None for those whose employer is not said.

    A joint appointment counts once, with its employer.
    """
    found: dict[str | None, Employed] = {}
    for post in posts_on(records, side).values():
        held = found.get(key := employer(post, side), Employed())
        found[key] = Employed(
            held.posts + 1,
            held.fte + (post.fte or 0),
            held.cost + (post.cost or 0),
            held.uncosted + (post.cost is None),
            held.without_fte + (post.fte is None),
        )
    return found


def in_all(by_employer: Mapping[str | None, Employed]) -> Employed:
    """What all employers have together."""
    held = by_employer.values()
    return Employed(
        sum(one.posts for one in held),
        sum(one.fte for one in held),
        sum(one.cost for one in held),
        sum(one.uncosted for one in held),
        sum(one.without_fte for one in held),
    )


def changes_employer(post: Post) -> bool:
    """Whether the post stays and its employer becomes another."""
    return (
        post.state == BOTH
        and post.partner is not None
        and employer(post, PROPOSED) != employer(post, NOW)
    )


def changes_line(post: Post) -> bool:
    """Whether the post stays and reports to another post than now."""
    return post.state == BOTH and reports_to(post, PROPOSED) != reports_to(post, NOW)


def lacks_second_employer(post: Post) -> bool:
    """Whether a joint appointment says nowhere with whom: neither as proposed employer nor in its note."""
    other = post.proposed_partner is not None and post.proposed_partner != post.partner
    return bool(post.joint) and not other and not post.note.strip()
