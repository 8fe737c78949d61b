"""Files that 1C never means to send, and what it must be told; rows that are wrong, and what a person must be told."""

import io
import zipfile

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08" '
    'ДатаФормирования="2026-03-02T09:30:00">'
)
TAIL = "</КоммерческаяИнформация>"
GROUP = "<Группа><Ид>{0}</Ид><Наименование>Группа {0}</Наименование>{1}</Группа>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'


def message(*parts):
    """Return a message of these parts."""
    return f"{HEAD}{''.join(parts)}{TAIL}".encode()


def groups(*ids, inside=""):
    """Return a classifier with these groups."""
    rows = "".join(GROUP.format(key, "") for key in ids)
    return f"<Классификатор><Ид>k</Ид><Наименование>K</Наименование><Группы>{rows}{inside}</Группы></Классификатор>"


def pack(**files):
    """Return an archive; `__` in a name stands for the dot."""
    return pack_pairs(*((name.replace("__", "."), body) for name, body in files.items()))


def pack_pairs(*files):
    """Return an archive of ``(name, body)``, with whatever names they have."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in files:
            target.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def locked(packed):
    """Return an archive whose only file says that it has a password."""
    body = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + place] |= 1
    return bytes(body)


GOOD = message(groups("good"))
PACKED = pack(import__xml=GOOD)

# What comes as `import.xml` → what 1C shows.
FILES = {
    "nothing": (b"", "Файл пуст."),
    "blanks": (b" \r\n\t ", "Файл пуст."),
    "a mark of the encoding alone": (b"\xef\xbb\xbf", "Файл пуст."),
    "a text": ("Привет, сайт!".encode("cp1251"), "Это не XML: файл начинается с"),
    "a login page": (b"<!DOCTYPE html><html><body>Login</body></html>", "Это веб-страница"),
    "another XML": (b"<?xml version='1.0'?><Envelope><Body/></Envelope>", "корневой элемент <Envelope>"),
    "an end in the middle": (GOOD[:-30], "Файл обрывается на середине"),
    "a tag that is not closed": (GOOD.replace("</Группы>".encode(), b""), "XML повреждён в строке 1"),
    "an amp alone": (message(groups("a&b")), "XML повреждён в строке 1"),
    "two files in one": (GOOD + GOOD, "XML повреждён в строке 1"),
    "letters of another encoding": (
        HEAD.encode() + b" " * (1 << 17) + "<Группа>Имя".encode("cp1251"),
        "Файл не в кодировке utf-8",
    ),
    "half a letter of two bytes": (b"\xff\xfe" + GOOD.decode().encode("utf-16-le")[:-1], "Файл не в кодировке"),
    "a document type": (f"{DECLARED}<!DOCTYPE a>{TAIL}".encode(), "объявлен тип документа"),
    "an entity": (f'{DECLARED}<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(), "объявлен тип документа"),
    "an entity from a file": (
        f'{DECLARED}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(),
        "объявлен тип документа",
    ),
    "a billion laughs": (
        f'{DECLARED}<!DOCTYPE a [<!ENTITY l0 "x">{LAUGHS}]><a>&l9;</a>'.encode(),
        "объявлен тип документа",
    ),
    "an entity nobody declared": (message(groups("good"), "<Каталог>&evil;</Каталог>"), "которую никто не объявил"),
    "ten thousand levels": (f"{HEAD}{'<а>' * 10_000}".encode(), "Слишком глубокая вложенность"),
    "ten thousand groups in each other": (
        f"{HEAD}<Классификатор><Группы>{'<Группа><Ид>g</Ид><Группы>' * 10_000}".encode(),
        "Слишком глубокая вложенность",
    ),
    "a value of eleven million letters": (
        message(
            f"<Каталог><Товары><Товар><Ид>a</Ид><Описание>{'x' * 11_000_000}</Описание></Товар></Товары></Каталог>"
        ),
        "длиннее десяти миллионов знаков",
    ),
}

# What comes as `v8.zip` → what 1C shows.
ARCHIVES = {
    "half of it": (PACKED[: len(PACKED) // 2], "Это не zip-архив"),
    "its beginning alone": (PACKED[:10], "Это не zip-архив"),
    "no archive": (GOOD, "Это не zip-архив"),
    "nothing": (b"", "Это не zip-архив"),
    "a name that climbs out": (pack_pairs(("../../evil.xml", GOOD)), "ведёт за пределы папки обмена"),
    "a name that climbs out by the other slash": (pack_pairs(("..\\..\\evil.xml", GOOD)), "ведёт за пределы папки"),
    "an absolute name": (pack_pairs(("/etc/passwd", GOOD)), "ведёт за пределы папки обмена"),
    "a name with a drive": (pack_pairs(("C:\\evil.xml", GOOD)), "ведёт за пределы папки обмена"),
    "a bomb": (pack_pairs(("import.xml", b" " * (30 << 20))), "вырастает более чем в 200 раз"),
    "an archive in it": (pack_pairs(("inner.zip", PACKED)), "ещё один архив"),
    "an archive under the name of a file": (pack_pairs(("import.xml", PACKED)), "ещё один архив"),
    "a name twice": (pack_pairs(("import.xml", GOOD), ("./import.xml", GOOD)), "есть в архиве дважды"),
    "a password": (locked(PACKED), "закрыт паролем"),
    "a damaged file": (PACKED.replace(PACKED[45:60], b"0" * 15), "повреждён. Выгрузите архив ещё раз"),
}

# A name of a file → what 1C shows, or under what name the file is kept.
REFUSED_NAMES = {
    "../../etc/passwd": "ведёт за пределы папки обмена",
    "a/../../b.xml": "ведёт за пределы папки обмена",
    "..\\..\\boot.xml": "ведёт за пределы папки обмена",
    "import.xml:stream": "ведёт за пределы папки обмена",
    "./": "не указано имя файла",
    "x" * 300 + ".xml": "Имя файла длиннее 255 знаков",
    "\u0416" * 256: "Имя файла длиннее 255 знаков",
}
KEPT_NAMES = {
    "/etc/passwd.xml": "etc/passwd.xml",
    "C:\\Temp\\import.xml": "Temp/import.xml",
    "//server/share/import.xml": "server/share/import.xml",
    "%2e%2e/import.xml": "%2e%2e/import.xml",
    "a\x00b\x1f.xml": "ab.xml",
    "выгрузка 😀.xml": "выгрузка 😀.xml",
    "import.xml&&": "import.xml",
    "x" * 251 + ".xml": "x" * 251 + ".xml",
}
