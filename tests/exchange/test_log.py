import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.exchange.log import (
    EMPTY,
    Frontier,
    Tree,
    leaf,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

# Certificate Transparency's reference tree: its eight leaves and the roots of its first sizes.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 80)


def tree(size: int) -> Tree:
    return Tree([leaf_hash(b"%d" % place) for place in range(size)])


def test_reference_roots() -> None:
    frontier, whole = Frontier(), Tree()
    assert frontier.root.hex() == whole.root().hex() == EMPTY.hex()
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for entry, root in zip(LEAVES, ROOTS, strict=True):
        frontier = frontier.append(leaf_hash(entry))
        whole.append(leaf_hash(entry))
        assert frontier.root.hex() == whole.root().hex() == root


def test_rfc_6962_example_paths() -> None:
    """§2.1.3: in the tree of seven leaves, the path of d3 is [c, g, l], that of d0 [b, h, l]."""
    d = [leaf_hash(b"%d" % place) for place in range(7)]
    whole = Tree(d)
    a_to_l = {
        "b": d[1],
        "c": d[2],
        "g": Tree(d[:2]).root(),
        "h": Tree(d[2:4]).root(),
        "i": Tree(d[4:6]).root(),
        "j": d[6],
        "k": Tree(d[:4]).root(),
        "l": Tree(d[4:]).root(),
    }
    assert whole.inclusion(0) == [a_to_l[name] for name in "bhl"]
    assert whole.inclusion(3) == [a_to_l[name] for name in "cgl"]
    assert whole.inclusion(6) == [a_to_l[name] for name in "ik"]
    assert whole.consistency(3) == [d[2], d[3], a_to_l["g"], a_to_l["l"]]
    assert whole.consistency(4) == [a_to_l["l"]]
    assert whole.consistency(6) == [a_to_l["i"], a_to_l["j"], a_to_l["k"]]


@given(SIZES, st.data())
def test_a_true_inclusion_verifies_and_a_false_one_does_not(size: int, data: st.DataObject) -> None:
    whole = tree(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = whole.inclusion(index), whole.root()
    entry = leaf_hash(b"%d" % index)
    assert verify_inclusion(entry, index, size, path, root)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, path, root)
    assert not verify_inclusion(entry, size, size, path, root)
    assert not verify_inclusion(entry, index, size, [*path, entry], root)
    if path:
        assert not verify_inclusion(entry, index, size, path[1:], root)
        assert not verify_inclusion(entry, index ^ 1, size, path, root)


@given(SIZES, st.data())
def test_a_log_is_consistent_with_each_of_its_pasts(size: int, data: st.DataObject) -> None:
    whole = tree(size)
    old = data.draw(st.integers(1, size))
    path = whole.consistency(old)
    assert verify_consistency(old, size, whole.root(old), whole.root(), path)
    changed = Tree([leaf_hash(b"%d" % (place or 99)) for place in range(old)])
    assert not verify_consistency(old, size, changed.root(), whole.root(), path)
    assert not verify_consistency(old, size, whole.root(old), EMPTY, path)


@given(SIZES)
def test_the_frontier_and_the_tree_agree(size: int) -> None:
    frontier = Frontier()
    for place in range(size):
        frontier = frontier.append(leaf_hash(b"%d" % place))
    assert (frontier.size, frontier.root) == (size, tree(size).root())


def test_proofs_beyond_the_log_are_errors() -> None:
    with pytest.raises(IndexError):
        tree(3).inclusion(3)
    with pytest.raises(IndexError):
        tree(3).consistency(0)


def test_a_leaf_is_canonical_hash_and_type() -> None:
    assert leaf("ab", "application/x") == b'{"hash":"ab","type":"application/x"}'
