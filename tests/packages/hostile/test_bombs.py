from courses.packages import archive
from courses.packages.archive import Caps
from tests.packages.build import files, folder, zipped


def test_a_member_that_unpacks_a_hundredfold_is_refused(refusal, tmp_path):
    file = zipped(tmp_path / "p.zip", {**files(), "lessons/two.md": b"\x20" * 50_000_000})

    assert "lessons/two.md:0: file: The file unpacks to more than 100 times its size" in refusal(
        file
    )


def test_a_package_that_unpacks_to_more_than_200_mb_is_refused(tmp_path):
    caps = Caps(unpacked=10_000)
    file = zipped(tmp_path / "p.zip", {f"lessons/{n}.md": f"{n} {n * n}" * 300 for n in range(10)})

    assert [str(problem) for problem in archive.read(file, caps=caps).problems] == [
        "p.zip:0: file: Unpacked it is larger than 0 MB"
    ]


def test_a_packed_file_of_more_than_50_mb_is_refused(refusal, tmp_path):
    file = tmp_path / "p.zip"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024**2 + 1)

    assert refusal(file) == ["p.zip:0: file: The file is larger than 50 MB"]


def test_more_than_2000_files_are_refused(refusal, tmp_path):
    file = zipped(tmp_path / "p.zip", {f"lessons/l{n}.md": "x" for n in range(2_001)})

    assert refusal(file) == ["p.zip:0: file: The package has more than 2,000 files"]


def test_more_than_2000_files_in_a_folder_are_refused(tmp_path):
    path = folder(tmp_path / "p", {f"lessons/l{n}.md": "x" for n in range(4)})

    assert [str(problem) for problem in archive.read(path, caps=Caps(members=3)).problems] == [
        "p:0: file: The package has more than 3 files"
    ]


def test_a_file_over_the_cap_of_its_kind_is_refused(refusal, tmp_path):
    path = folder(tmp_path / "p")
    (path / "lessons" / "two.md").write_text("x" * (100 * 1024 + 1))
    (path / "questions" / "two.yaml").write_text("x" * (1024 * 1024 + 1))

    assert refusal(path) == [
        "lessons/two.md:0: file: The file is larger than 100 KB, or unpacks too far",
        "questions/two.yaml:0: file: The file is larger than 1,024 KB, or unpacks too far",
    ]
