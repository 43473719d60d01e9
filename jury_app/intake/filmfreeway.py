"""FilmFreeway's export: one row a submission, custom questions under their own text."""

from jury_app.intake.layout import Layout

FILMFREEWAY = Layout(
    name="FilmFreeway",
    marks=("Project Title",),
    any_of=("Submission ID", "Tracking Number", "Email"),
    fields={
        "submission_id": ("Submission ID",),
        "tracking_number": ("Tracking Number",),
        "title": ("Project Title",),
        "title_original": ("Project Title (Original Language)",),
        "categories_text": ("Submission Categories",),
        "duration_text": ("Duration",),
        "country": ("Country of Origin",),
        "language": ("Language",),
        "completed_text": ("Completion Date",),
        "directors": ("Directors",),
        "studio": ("Producers",),
        "cast": ("Key Cast",),
        "synopsis": ("Synopsis", "Synopsis (Original Language)"),
        "statement": ("Submitter Statement",),
    },
    contact={
        "name": ("First Name", "Last Name"),
        "birthdate": ("Birthdate",),
        "gender": ("Gender",),
        "email": ("Email",),
        "phone": ("Phone",),
        "address": ("Address", "Address 2", "City", "State", "Postal Code", "Country"),
    },
)
"""Key: `Submission ID`, else `Tracking Number`, else e-mail and title."""
