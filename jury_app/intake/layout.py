"""What a reader is: a declaration of which columns fill which fields of a submission."""

from collections.abc import Mapping

from msgspec import Struct


class Layout(Struct, frozen=True, kw_only=True):
    """The columns of one kind of table; names are compared in any case, spacing and width.

    Attributes:
        name: What people call it.
        marks: Columns by which it is recognised: it must have all.
        any_of: It must have at least one of these too.
        fields: Text field of `Submission` → its columns, of which the first filled one counts;
            also `submission_id`.
        contact: Field of `Contact` → its columns, whose cells are joined.
    """

    name: str
    marks: tuple[str, ...]
    any_of: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    contact: Mapping[str, tuple[str, ...]]

    def columns(self) -> set[str]:
        """All column names that mean something here."""
        known = {*self.marks, *self.any_of}
        return known.union(*self.fields.values(), *self.contact.values())
