"""What the list of each register shows, and what is said above it."""

COLUMNS: dict[str, tuple[tuple[str, int, bool], ...]] = {
    "risk": (
        ("event", 0, False),
        ("service_area", 110, False),
        ("stage", 84, True),
        ("side", 84, True),
        ("owner", 150, True),
        ("state", 110, False),
    ),
    "issue": (
        ("name", 0, False),
        ("service_area", 120, False),
        ("stage", 84, True),
        ("raised_by", 150, True),
        ("owner", 150, True),
        ("state", 84, False),
    ),
    "opportunity": (
        ("name", 0, False),
        ("service_area", 120, False),
        ("stage", 84, True),
        ("amount", 120, True),
        ("state", 84, False),
    ),
    "lesson": (
        ("name", 0, False),
        ("service_area", 110, False),
        ("stage", 84, True),
        ("applied_area", 120, True),
        ("state", 110, False),
    ),
    "action": (
        ("name", 0, False),
        ("service_area", 120, True),
        ("owner", 130, False),
        ("due", 108, False),
        ("done_on", 108, True),
        ("state", 84, False),
    ),
    "outcome_measure": (
        ("name", 0, False),
        ("service_area", 120, True),
        ("baseline", 90, True),
        ("planned", 100, False),
        ("actual", 100, False),
    ),
    "benefit": (("name", 200, False),),
    "engagement": (
        ("name", 0, False),
        ("group", 130, False),
        ("service_area", 120, True),
        ("date", 108, False),
        ("state", 130, False),
    ),
    "contract": (
        ("name", 0, False),
        ("provider", 130, False),
        ("lead_partner", 110, True),
        ("value", 120, True),
        ("ends", 108, False),
    ),
    "submission": (
        ("name", 0, False),
        ("kind", 100, True),
        ("recipient", 120, True),
        ("due", 108, False),
        ("done_on", 108, True),
        ("state", 84, False),
    ),
}
"""By table: the columns of the list with their widths (0 takes what is left), and which need a wide one."""

ABOUT = {
    "risk": "What may happen: cause, event and effect. Scores are likelihood times impact, each from 1 to 5.",
    "issue": "What has happened and needs an answer. A risk that occurs becomes one and keeps its link.",
    "opportunity": "What could be gained by commissioning together.",
    "lesson": "What happened, what was learnt from it, what is recommended, and where it was put to use.",
    "action": "What is to be done, by which post, by when.",
    "outcome_measure": "How it is told whether an agreed outcome is reached; plan and actual stand apart.",
    "benefit": "Planned against realised by year. 0 says that it saves nothing, blank that nobody knows.",
    "engagement": 'Who was or will be engaged. "None on purpose" is said, not left blank.',
    "contract": "One provider, several funding partners: who pays which part, and until when.",
    "submission": "What is due to a national body, and the milestones of the programme.",
}
"""By table: what the register is for."""
