"""A list about to be taken away: what paper has room for, and the addresses of its files."""

from datetime import date

from courses.web.lead.taking import Column, Taken, files_at

COLUMNS = (Column("Name", 5), Column("Email", 0), Column("Due on", 4))


def taken(**more):
    return Taken(
        report="x",
        title="X",
        columns=COLUMNS,
        rows=[("Amira", "a@x.example", date(2026, 3, 3)), ("Ash", "", None)],
        total=2,
        told="2 rows",
        on=date(2026, 3, 3),
        url="/x/",
        **more,
    )


def test_paper_leaves_out_columns_without_a_width_and_writes_days_in_words():
    columns, rows = taken().on_paper()

    assert [column.heading for column in columns] == ["Name", "Due on"]
    assert rows == [("Amira", "3 March 2026"), ("Ash", "")]


def test_how_long_a_file_is_follows_its_rows_even_where_its_total_counts_people():
    assert (taken().length, taken(lines=5_001).length, taken(lines=0).length) == (2, 5_001, 0)


def test_paper_may_have_rows_of_its_own():
    columns, rows = taken(paper=[Column("Who", 9)], printed=[("Amira, a@x.example",)]).on_paper()

    assert (columns, rows) == ([Column("Who", 9)], [("Amira, a@x.example",)])


def test_a_list_has_three_files_each_with_its_kind():
    def view(request, kind):
        return kind

    found = files_at("exports/x", view, "x")

    assert [(str(one.pattern), one.name, one.default_args) for one in found] == [
        ("exports/x.csv", "export_x_csv", {"kind": "csv"}),
        ("exports/x.xlsx", "export_x_xlsx", {"kind": "xlsx"}),
        ("exports/x.pdf", "export_x_pdf", {"kind": "pdf"}),
    ]
