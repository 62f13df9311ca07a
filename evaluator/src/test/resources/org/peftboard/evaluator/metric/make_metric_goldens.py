"""Writes goldens.json and stems.txt beside this script, from the Python originals.

Runs with scikit-learn 1.9.1, scipy 1.17.1, sacrebleu 2.6.0 and nltk 3.10.3. The package rouge_score could not be installed where the goldens were made:
its functions were transcribed from google-research's rouge/rouge_scorer.py (commit 0c1bbe5) into a module `rouge_scorer` with scores(target, prediction,
stem), Hugging Face PEFT's answer parsing from method_comparison/MetaMathQA/utils.py (commit 0134244) into a module `metamath` with
accuracy(prediction, response), and GSM8K's and SVAMP's from PEFT-Factory's scripts/peftbench/compute_metrics.py (commit e3544e1) and SuperGLUE's ReCoRD script
into a module `peftbench` with gsm8k(prediction, target), svamp(prediction, target) -> accuracy, equation, and record(prediction, answers) -> match, F1. PEFT-Bench's rule for invalid labels is the few lines below, around scikit-learn's f1_score. All texts are made up here.

    python make_metric_goldens.py FOLDER_OF_THE_MODULES
"""
import json, random, sys
from pathlib import Path

import numpy as np
import sacrebleu
import scipy.stats
import sklearn.metrics as sk
from nltk.stem.porter import PorterStemmer

sys.path.insert(0, sys.argv[1])
import metamath
import peftbench
import rouge_scorer

HERE = Path(__file__).parent
rng = random.Random(20261122)
LABELS = [["entailment", "not_entailment"], ["not_duplicate", "duplicate"], ["entailment", "neutral", "contradiction"], ["a", "b", "c", "d", "e"]]
STRANGE = ["", "banana", "Duplicate", "entailment.", "not_entailment_at_all", " neutral "]
WORDS = ("the a lamps lamp running runs ran goes going gone mira tomo happily happiness generally generalisation relational valleys kindness they're 42 3.5 "
         "1,000 quick-witted (see) end. What? e.g. \"quoted\" caf\u00e9 na\u00efve 50% $5 summaries summary summarised probable probably").split()


def label_case(labels, size, invalid):
    expected = [rng.choice(labels) for _ in range(size)]
    predicted = [rng.choice(STRANGE) if rng.random() < invalid else (e if rng.random() < 0.6 else rng.choice(labels)) for e in expected]
    stripped = [p.strip() for p in predicted]
    low = [p[:16] for p in (p.strip().lower() for p in predicted)]
    mended = [p if p in labels else (labels[0] if e == labels[1] else labels[1]) for p, e in zip(low, expected)]
    ids = {label: place for place, label in enumerate(labels)}
    e_ids, p_ids = [ids[e] for e in expected], [ids[p] for p in mended]
    case = dict(labels=labels, expected=expected, predicted=predicted, values={
        "accuracy": sk.accuracy_score(expected, stripped),
        "macro-f1": sk.f1_score(expected, stripped, labels=sorted(set(expected)), average="macro", zero_division=0),
        "sklearn-macro-f1": sk.f1_score(expected, stripped, average="macro", zero_division=0),
        "matthews": sk.matthews_corrcoef(expected, stripped),
        "peft-bench-macro-f1": sk.f1_score(e_ids, p_ids, average="macro", zero_division=0),
        "peft-bench-exact-match": float(np.mean(np.asarray(low, dtype="<U16") == np.asarray(expected, dtype="<U16")))})
    if len(labels) == 2:
        case["values"]["f1"] = sk.f1_score(expected, stripped, labels=[labels[1]], average="micro", zero_division=0)
        case["values"]["peft-bench-f1"] = sk.f1_score(e_ids, p_ids, zero_division=0)
    return case


def number_case(size, ties):
    expected = [round(rng.uniform(0, 5), 0 if ties else 3) for _ in range(size)]
    predicted = [round(min(5, max(0, e + rng.gauss(0, 1))), 0 if ties else 3) for e in expected]
    texts = [str(p) if rng.random() < 0.9 else rng.choice(["", "about 3", "3,5", "1e0", "+.5"]) for p in predicted]
    read = []
    for text in texts:
        try:
            read.append(float(text))
        except ValueError:
            read.append(-1.0)
    return dict(labels=[], expected=[str(e) for e in expected], predicted=texts, values={
        "pearson": scipy.stats.pearsonr(read, expected).statistic, "spearman": scipy.stats.spearmanr(read, expected).statistic})


def sentence(least, most):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def changed(text):
    words = [w for w in text.split(" ") if rng.random() > 0.15]
    words = [rng.choice(WORDS) if rng.random() < 0.2 else w for w in words]
    if rng.random() < 0.3:
        rng.shuffle(words)
    return " ".join(words)


def corpus_case(size, least, most):
    expected = [sentence(least, most) for _ in range(size)]
    predicted = [changed(e) for e in expected]
    return dict(labels=[], expected=expected, predicted=predicted, values={
        "bleu": sacrebleu.corpus_bleu(predicted, [expected]).score / 100, "chrf": sacrebleu.corpus_chrf(predicted, [expected]).score / 100})


def rouge_case():
    expected = "\n".join(sentence(3, 9) for _ in range(rng.randint(1, 4)))
    predicted = "\n".join(changed(line) for line in rng.sample(expected.split("\n"), rng.randint(1, len(expected.split("\n")))))
    values = {}
    for stem, suffix in ((False, ""), (True, "-stemmed")):
        scores = rouge_scorer.scores(expected, predicted, stem)
        for name, ours in (("rouge1", "rouge-1"), ("rouge2", "rouge-2"), ("rougeL", "rouge-l"), ("rougeLsum", "rouge-lsum")):
            values[ours + suffix] = scores[name]
    return dict(labels=[], expected=[expected], predicted=[predicted], values=values)


MATH = [("The answer is: 16", "So $4^2 = \\boxed{16}$.The answer is: 16"), ("#### 1,000", "#### 1000"), ("The answer is: 20/14.", "The answer is: 10/7"),
        ("The answer is 50%!", "#### 50"), ("The final answer is: $7", "#### 7"), ("#### 18\n\nNext question", "#### 18.0"), ("nothing", "#### 3"),
        ("The answer is: x+1", "The answer is: x+1"), ("The answer is: 1/0", "The answer is: 1/0"), ("The answer is: 1/0", "#### 0"),
        ("#### 5 The answer is: 6", "#### 6"), ("####7", "#### 7"), ("The answer is: -3.0 ", "The answer is: -3"), ("The answer is: 1e3", "#### 1000"),
        ("The answer is: 0.333333333333333333333333333333", "The answer is: 1/3"), ("The answer is: 1/2/3", "The answer is: 1/2/3"),
        ("the answer is: 4", "#### 4"), ("The answer is: 3 / 4", "The answer is: 0.75"),
        ("The answer is: 1_000", "#### 1000"), ("#### .5", "#### 0.5"), ("#### 5.", "#### 5"), ("The answer is: 2?!", "#### 2")]

NUMBERS = ["3", "12.5", ".5", "007", "0", "1_000", "2e1", "8.0", "0.25", "x", "1,000"]


def expression(depth):
    if depth == 0 or rng.random() < 0.3:
        return rng.choice(["", "", "", "-", "+"]) + rng.choice(NUMBERS)
    inner = f"{expression(depth - 1)}{rng.choice(['', ' '])}{rng.choice(['+', '-', '*', '/', '//', '%', '**', ' + ', ' * '])}{expression(depth - 1)}"
    return f"({inner})" if rng.random() < 0.4 else inner


def svamp_case():
    left = f"({expression(3)})"
    try:
        value = peftbench.safe_eval(left)
    except Exception:
        value = 1.0
    right = rng.choice([repr(value), repr(value), f"{value:,.2f}", str(int(value)) if abs(value) < 1e9 else "0", "four", "1 = 1"])
    predicted = rng.choice([f"{left} = {right}", f"{left}={right} ", f"{left[1:]} = {right}"])
    expected = rng.choice([f"{left} = {right}", "( 8.0 - 3.0 ) = 5.0"])
    accuracy, equation = peftbench.svamp(predicted, expected if peftbench.parse(expected) else "( 8.0 - 3.0 ) = 5.0")
    expected = expected if peftbench.parse(expected) else "( 8.0 - 3.0 ) = 5.0"
    return dict(labels=[], expected=[expected], predicted=[predicted], values={"svamp-accuracy-as-published": accuracy, "svamp-gold-equation": equation})


def gsm8k_case():
    number = rng.choice(NUMBERS[:9])
    mark = lambda n: rng.choice(["#### ", "####", "#### ", "", "### "]) + rng.choice(["", "", "", "-", "$"]) + n + rng.choice(["", "", "%", " ", " apples", "\n"])
    expected = "so #### " + number
    predicted = "because " + mark(rng.choice(NUMBERS)) + mark(number if rng.random() < 0.7 else rng.choice(NUMBERS))
    return dict(labels=[], expected=[expected], predicted=[predicted], values={"gsm8k-accuracy": peftbench.gsm8k(predicted, expected)})


def record_case():
    words = ["The", "the", "an", "Lamp", "lamp", "Mira's", "U.S.", "caf\u00e9", "na\u00efve-hill", "(red)", "a", "\u00c9t\u00e9", "42", "-", "them"]
    text = lambda: " ".join(rng.choice(words) for _ in range(rng.randint(1, 4)))
    answers = [text() for _ in range(rng.randint(1, 3))]
    predicted = text() if rng.random() < 0.6 else rng.choice(answers).upper() + "."
    match, f1 = peftbench.record(predicted, answers)
    return dict(labels=[], expected=["\n".join(answers)], predicted=[predicted], values={"record-exact-match": match, "record-f1": f1})


STEMS = ("abil adopt agree analog bowdler bus car ceas confl cry die dy enjoy euph feed fil fl form formal gener geolog hap hop howl ident infer innat ion "
         "kiss la lov magic motor nat oper oscill plast pol prob proceed ra rat reliev rol sens sky spy stat sub succ sway symb tan theo tie tr try vi virt "
         "wr yearn yy yyz x42 2nd").split()
SUFFIXES = ("|s|es|ies|sses|ss|ed|eed|ied|ing|ting|pping|lling|ational|tional|enci|anci|izer|bli|abli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|"
            "fulness|ousness|aliti|iviti|biliti|fulli|logi|icate|ative|alize|iciti|ical|ful|ness|al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ion|sion|"
            "tion|ou|ism|ate|iti|ous|ive|ize|e|ll|y|yed|ying|ally|fully|ology").split("|")
IRREGULAR = "sky skies dying lying tying news innings inning outings outing cannings canning howe proceed exceed succeed".split()


def main():
    cases = [label_case(labels, size, invalid) for labels in LABELS for size, invalid in ((1, 0), (7, 0), (40, 0.2), (200, 0.1))]
    cases += [number_case(size, ties) for size in (5, 30, 200) for ties in (False, True)]
    cases += [corpus_case(*shape) for shape in ((1, 6, 12), (5, 1, 4), (10, 4, 20), (40, 5, 30))]
    cases += [dict(labels=[], expected=["red lamp goes away now"], predicted=["old coin"], values={
        "bleu": sacrebleu.corpus_bleu(["old coin"], [["red lamp goes away now"]]).score / 100,
        "chrf": sacrebleu.corpus_chrf(["old coin"], [["red lamp goes away now"]]).score / 100})]
    cases += [rouge_case() for _ in range(40)]
    cases += [dict(labels=[], expected=[r], predicted=[p], values={"metamathqa-accuracy": float(metamath.accuracy(p, r))}) for p, r in MATH]
    cases += [svamp_case() for _ in range(150)] + [gsm8k_case() for _ in range(60)] + [record_case() for _ in range(60)]
    golden = dict(provenance=__doc__.strip().split("\n\n")[1].replace("\n", " "), cases=cases)
    (HERE / "goldens.json").write_text(json.dumps(golden, indent=None, ensure_ascii=False, separators=(",", ":")).replace('{"labels"', '\n{"labels"') + "\n")
    stemmer = PorterStemmer()
    words = sorted({stem + suffix for stem in STEMS for suffix in SUFFIXES} | set(IRREGULAR))
    (HERE / "stems.txt").write_text("".join(f"{word} {stemmer.stem(word)}\n" for word in words))


main()
