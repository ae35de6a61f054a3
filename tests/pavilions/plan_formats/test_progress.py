from pavilions.drawings.plan_formats import read_plan


def test_reading_says_how_far_it_is() -> None:
    table = "Booth,X (m),Y (m),Width,Depth\n" + "".join(f"A{at},{3 * at},0,3,3\n" for at in range(250))
    heard: list[tuple[int, int]] = []
    read_plan(table.encode(), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 250), (100, 250), (200, 250)]
