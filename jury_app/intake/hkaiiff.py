"""The two templates of the HKAIIFF platform: films, and batches of a verified studio.

Neither has an id, a category or a running time: those are asked about, unless the table has a
column of that name. The one ratio is declared overall and says nothing about lanes.
"""

from jury_app.intake.layout import Layout

_FIELDS: dict[str, tuple[str, ...]] = {
    "submission_id": ("submission_id",),
    "title": ("project_title",),
    "title_original": ("project_title_original", "original_title"),
    "categories_text": ("category", "categories"),
    "duration_text": ("duration", "running_time"),
    "country": ("country", "region"),
    "language": ("language",),
    "completed_text": ("completion_date", "year"),
    "directors": ("director", "directors", "conductor"),
    "studio": ("conductor_studio",),
    "cast": ("core_cast",),
    "synopsis": ("synopsis",),
    "statement": ("statement", "creative_statement"),
    "overall_text": ("ai_contribution_ratio",),
    "filename": ("video_filename",),
}

HKAIIFF_FILMS = Layout(
    name="HKAIIFF films",
    marks=("project_title", "conductor_studio"),
    any_of=("email", "contact_email"),
    fields={**_FIELDS, "tools": ("tech_stack",)},
    contact={"email": ("email",), "other_email": ("contact_email",)},
)

HKAIIFF_BATCH = Layout(
    name="HKAIIFF batch",
    marks=("project_title", "conductor_studio", "verification_name"),
    any_of=("email", "contact_email"),
    fields={**_FIELDS, "tools": ("film_tech_stack", "tech_stack")},
    contact={
        "name": ("verification_name",),
        "email": ("email",),
        "other_email": ("contact_email",),
    },
)
"""`tech_stack` is the studio's here; it stands in where the film's own is empty."""
