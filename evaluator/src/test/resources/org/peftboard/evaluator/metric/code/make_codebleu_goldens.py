"""Writes codebleu.json beside this script.

The Python package codebleu could not be installed where the goldens were made (no tree_sitter there). Its functions were transcribed from k4black/codebleu
(HEAD of 0.7, Ren et al.'s code) into a module `codebleu_ref` with calc(references, predictions), and run with Python 3.11 and nltk 3.10.3's BLEU over the
same tree-sitter 0.26.6 and tree-sitter-python 0.25.0 libraries that the Java code uses, called by ctypes. One thing was changed: where the original joins
names in a set's arbitrary order, they keep the order of the text. The five values of the package's own tests (0.25, 0.4, 0.6, 0.8, 1.0, within a tenth)
come out. All programs are made up here.

    python make_codebleu_goldens.py FOLDER_OF_THE_MODULE
"""
import json, random, re, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import codebleu_ref

rng = random.Random(7)
PROGRAMS = [
    'def lamps(n):\n    """Counts lamps."""\n    total = 0\n    for i in range(n):\n        total += i  # one more\n    return total',
    'def mean(values, start=0):\n    s = start\n    for value in values:\n        s = s + value\n    return s / len(values) if values else None',
    'x, y = 1, 2\nx, y = y, x\nprint(x, y)',
    'def f(a, b=2, *args, key=None, **kwargs):\n    if a > b:\n        c = a\n    elif a == b:\n        c = b\n    else:\n        c = key or 0\n    return c',
    'while True:\n    line = input()\n    if not line:\n        break\n    words = line.split()\n    count = len(words)\n    print(count)',
    'squares = [i * i for i in range(10) if i % 2 == 0]\nnames = {k: v for k, v in pairs.items()}',
    'class Lamp(Thing):\n    \'\'\'A lamp.\'\'\'\n    lit = False\n\n    def light(self, on=True):\n        self.lit = on\n        return self',
    'with open("a.txt") as f:\n    text = f.read()\ntry:\n    n = int(text)\nexcept ValueError as e:\n    n = -1\nfinally:\n    print(n)',
    'import os\nfrom sys import path as p\n# a comment\nresult = sorted(os.listdir("."), key=lambda s: (len(s), s))[::-1]',
    'total = 1 + \\\n    2\nnumbers = [\n    1,  # first\n    2,\n]\nprint(f"{total} of {numbers}", \'it\\\'s\')',
    's = """one\n  two # no comment\nthree"""\n"""a text alone"""\nt = s.strip()',
    'caf\u00e9 = "na\u00efve"\nb = caf\u00e9 + caf\u00e9\nprint(b, caf\u00e9)',
    'def broken(a:\n    return a +',
    'def g():\n\tif x:\n\t\ty = 1\n\treturn y',
    'if a:\n    b = 1\n  c = 2',
    'a.b.c = d.e.f\na[0] = d[1]\nx += a.b\ny: int = x\nz: str',
    'for i in range(3):\n    for j in range(i):\n        s = i + j\n        t = s\nwhile s > 0:\n    s -= 1\n    t = s + t',
    '@decorated\nasync def h(x):\n    global counter\n    counter = counter + 1\n    y = await x\n    return (n := y) + counter',
    'match command:\n    case "go":\n        x = 1\n    case [a, b]:\n        x = a\n    case _:\n        x = None',
    'assert x, "no x"\ndel x\nraise ValueError(f\'{x!r}\') from None',
    'print("hello")',
    'def fib(n):\n    a, b = 0, 1\n    while n > 0:\n        a, b = b, a + b\n        n -= 1\n    return a',
    'lambda x, y=3: x + y',
    '',
    '(((1)))',
    'text = \'unclosed\nnext = 1',
    'value = """never closed\nmore',
]


def changed(program):
    lines = program.split("\n")
    if len(lines) > 2 and rng.random() < 0.5:
        lines.pop(rng.randrange(len(lines)))
    text = "\n".join(lines)
    names = sorted(set(re.findall(r"[a-z]\w*", text)))
    for name in rng.sample(names, min(2, len(names))):
        if name not in codebleu_ref.KEYWORDS:
            text = re.sub(rf"\b{name}\b", name + "_1", text)
    return text


def main():
    pairs = [(p, p) for p in PROGRAMS if p] + [(p, changed(p)) for p in PROGRAMS for _ in range(2)]
    pairs += [(p, rng.choice(PROGRAMS)) for p in PROGRAMS]
    cases = []
    for expected, predicted in pairs:
        values = codebleu_ref.calc([expected], [predicted])
        cases.append(dict(expected=[expected], predicted=[predicted], **values))
    expected, predicted = [p[0] for p in pairs], [p[1] for p in pairs]
    cases.append(dict(expected=expected, predicted=predicted, **codebleu_ref.calc(expected, predicted)))
    golden = dict(provenance=__doc__.strip().split("\n\n")[1].replace("\n", " "), cases=cases)
    text = json.dumps(golden, ensure_ascii=False, separators=(",", ":")).replace('{"expected"', '\n{"expected"')
    (Path(__file__).parent / "codebleu.json").write_text(text + "\n")


main()
