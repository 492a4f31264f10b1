from io import BytesIO
from itertools import count
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from courses.certification.jws import RecordRefused
from courses.certification.record_archive import packed, text_in


def zipped(way=ZIP_DEFLATED, **files):
    out = BytesIO()
    with ZipFile(out, "w", way) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def test_the_text_comes_back_out_of_the_zip_and_the_zip_is_always_the_same():
    made = [
        packed(
            signed="a.b.c",
            readable="<p>é</p>",
            pem=b"key",
            site="https://a.example",
            badges={"7.png": b"picture"},
        )
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert text_in(made[0]) == "a.b.c"
    assert text_in(b"a.b.c") == "a.b.c"
    assert text_in(zipped(record_jws="a.b.c")) == "a.b.c"
    with ZipFile(BytesIO(made[0])) as archive:
        assert archive.namelist() == [
            "HOW-TO-CHECK.txt",
            "issuer-public-key.pem",
            "record.html",
            "record.jws",
            "badges/7.png",
        ]
        assert "https://a.example/api/issuer.json" in archive.read("HOW-TO-CHECK.txt").decode()


def broken():
    whole = zipped(record_jws="a.b.c" * 1_000)
    return whole[:40] + b"\xff" * 10 + whole[50:]


def moved():
    """Return a zip that says its member stands before its own beginning."""
    whole = bytearray(zipped(record_jws="a.b.c"))
    place = whole.index(b"PK\x05\x06")
    whole[place + 16 : place + 20] = (place * 2).to_bytes(4, "little")
    return bytes(whole)


def encrypted():
    whole = bytearray(zipped(record_jws="a.b.c"))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x" * 1_000_001, "smaller than 1 MB"),
        (zipped(record_jws=b"x" * 5_000_000), "smaller than 1 MB"),
        (b"x" * 301_001, "smaller than 1 MB"),
        (zipped(other_txt=b"x"), "holds no file record.jws"),
        (b"PK\x03\x04rest", "damaged"),
        (broken(), "damaged"),
        (moved(), "damaged"),
        # Unpacked all at once, whatever is asked for: a few hundred bytes would fill the memory.
        (zipped(ZIP_BZIP2, record_jws=b"x"), "was packed anew"),
        (zipped(ZIP_LZMA, record_jws=b"x"), "was packed anew"),
        (encrypted(), "damaged"),
        (b"%PDF-1.7 \xff", "not a signed record"),
    ],
    ids=map(str, count(1)),  # made anew in each process, so no name of a test
)
def test_other_files_are_refused_in_words(data, words):
    with pytest.raises(RecordRefused, match=words):
        text_in(data)
