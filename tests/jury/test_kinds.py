"""The types of documents: nothing in them could be written that the canonical form refuses."""

from collections.abc import Iterator

from msgspec import inspect

from jury_app.base.document import LARGEST
from jury_app.jury.kinds import KINDS

_LEAVES = (inspect.StrType, inspect.BoolType, inspect.LiteralType, inspect.NoneType)


def walk(node: inspect.Type, seen: set[type]) -> Iterator[inspect.Type]:
    yield node
    if isinstance(node, inspect.StructType):
        if node.cls not in seen:
            seen.add(node.cls)
            for field in node.fields:
                yield from walk(field.type, seen)
    elif isinstance(node, inspect.UnionType):
        for each in node.types:
            yield from walk(each, seen)
    elif isinstance(node, inspect.VarTupleType):
        yield from walk(node.item_type, seen)
    elif isinstance(node, inspect.Metadata):
        yield from walk(node.type, seen)


def test_documents_hold_only_text_bounded_integers_booleans_lists_and_objects():
    for kind, type_ in KINDS.items():
        for node in walk(inspect.type_info(type_), set()):
            if isinstance(node, inspect.IntType):
                low = node.ge if node.ge is not None else node.gt
                high = node.le if node.le is not None else node.lt
                assert low is not None, kind
                assert high is not None, kind
                assert -LARGEST <= low <= high <= LARGEST
            else:
                assert isinstance(
                    node,
                    (
                        *_LEAVES,
                        inspect.StructType,
                        inspect.UnionType,
                        inspect.VarTupleType,
                        inspect.Metadata,
                    ),
                ), (kind, node)


def test_absent_fields_are_not_written_so_null_never_appears():
    for type_ in KINDS.values():
        for node in walk(inspect.type_info(type_), set()):
            if isinstance(node, inspect.StructType):
                assert node.cls.__struct_config__.omit_defaults, node.cls
                for field in node.fields:
                    if isinstance(field.type, inspect.UnionType) and field.type.includes_none:
                        assert field.default is None, (node.cls, field.name)


def test_each_kind_says_its_own_name():
    for kind, type_ in KINDS.items():
        classes = getattr(type_, "__args__", (type_,))
        assert {each.KIND for each in classes} == {kind}
