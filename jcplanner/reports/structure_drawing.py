"""The structure of posts as a drawing: the trees now and as proposed, side by side, in plain values."""

from jcplanner.domain.partners import Partner
from jcplanner.domain.people import Post
from jcplanner.domain.structure import (
    NOW,
    NOW_ONLY,
    PROPOSED,
    PROPOSED_ONLY,
    SIDES,
    Node,
    changes_employer,
    changes_line,
    employer,
    is_there,
    reports_to,
    tree,
)
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import PostBox, Structure
from jcplanner.reports.people import (
    NO_EMPLOYER,
    SIDE_TITLES,
    fte_words,
    structure_sentences,
)

GOES, NEW, JOINT, RING = "goes", "new", "joint appointment", "in a ring"
OTHER_LINE, OTHER_EMPLOYER = "new reporting line", "new employer"
TUPE_ASKED = "TUPE not known"
_TUPE = {"yes": "TUPE", "not known": TUPE_ASKED, "no": "no TUPE"}


def structure_drawing(plan: Plan) -> Structure:
    """The trees of the plan's posts now and as proposed."""
    records, posts = plan.records, plan.table(Post).ordered()
    tones = {
        partner.id: f"partner{place}"
        for place, partner in enumerate(plan.table(Partner).ordered(), start=1)
    }
    sides = tuple(
        (
            SIDE_TITLES[side],
            tuple(_box(plan, node, side, tones) for node in tree(records, side)),
        )
        for side in SIDES
    )
    fte = tuple(
        (post.name, tuple(post.fte if is_there(post, side) else None for side in SIDES))
        for post in posts
    )
    sentence = " ".join(f"{label}: {words}" for label, words, _ in structure_sentences(plan))
    return Structure(
        "Structure before and after",
        "Posts, never persons",
        sides,
        tuple(post.id for post in posts),
        fte,
        sentence,
    )


def _box(plan: Plan, node: Node, side: str, tones: dict[str, str]) -> PostBox:
    post, records = node.post, plan.records
    held = employer(post, side)
    partner = plan.table(Partner).get(held) if held else None
    name = partner.short if partner else NO_EMPLOYER
    marks = tuple(_marks(node, side))
    above = records.name(Post.TABLE, reports_to(post, side))
    words = [
        f"{SIDE_TITLES[side]}: {post.name}, {name}",
        f"reports to {above}" if above else "reports to no post",
    ]
    if post.fte is not None:
        words.append(f"{fte_words(post.fte)} FTE")
    if post.manages:
        words.append(f"manages {records.name('service_area', post.manages)}")
    if OTHER_LINE in marks:
        was = records.name(Post.TABLE, reports_to(post, NOW))
        words.append(f"reports now to {was or 'no post'}")
    words.extend(marks)
    return PostBox(
        post.id,
        post.name,
        f"{name}, {fte_words(post.fte)} FTE" if post.fte is not None else name,
        tones.get(held or "", "idle"),
        node.depth,
        node.above,
        marks,
        ", ".join(words),
    )


def _marks(node: Node, side: str) -> list[str]:
    post = node.post
    found: list[str] = []
    if post.joint:
        found.append(JOINT)
    if side == NOW and post.state == NOW_ONLY:
        found.append(GOES)
    if side == PROPOSED:
        if post.state == PROPOSED_ONLY:
            found.append(NEW)
        if changes_employer(post):
            found += [OTHER_EMPLOYER, _TUPE[post.tupe]]
        if changes_line(post):
            found.append(OTHER_LINE)
    if node.in_ring:
        found.append(RING)
    return found
