"""Whatever table comes to `jury-app tally`, it is judged or refused with a reason."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jury_app.cli.main import run
from jury_app.cli.tally import METHODS

cells = st.tuples(
    st.integers(0, 5),
    st.integers(0, 4),
    st.integers(0, 2),
    st.sampled_from(["1", "2", "5", "5.5", "9", "10"]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(cells, max_size=40, unique_by=lambda cell: cell[:3]),
    method=st.sampled_from(METHODS),
    more=st.sampled_from([[], ["--compare"], ["--explain", "F0"], ["--low", "0", "--high", "10"]]),
)
def test_any_table_of_scores_is_judged_or_refused_with_a_reason(
    tmp_path, capsys, rows, method, more
):
    path = tmp_path / "any.csv"
    told = "".join(f"F{f},J{j},c{c},{score}\n" for f, j, c, score in rows)
    path.write_text("film,juror,criterion,score\n" + told, encoding="utf-8")
    status = run(["tally", str(path), "--method", method, "--cut", "2", *more])
    captured = capsys.readouterr()
    assert "bug of Jury App" not in captured.err
    assert (status == 0) == (captured.err == "")
    assert (status == 1) == (captured.out == "")


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_damage_to_a_table_is_read_or_refused_with_its_file(tmp_path, capsys, data):
    body = bytearray(b"film,juror,criterion,score\nA,x,c,7\nA,y,c,8\nB,x,c,2\nB,y,c,1\n")
    for _change in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        body = body or bytearray(b" ")
    path = tmp_path / "damaged.csv"
    path.write_bytes(bytes(body))
    status = run(["tally", str(path)])
    captured = capsys.readouterr()
    assert "bug of Jury App" not in captured.err
    assert (status == 0) == (captured.err == "")
