"""Writes uncertainty.json, the golden file for rank intervals and tie groups.

Run: python3 frontend/test/golden/make_uncertainty.py (Python 3.11, standard library only; written 2026-11-22). The rows and their draws are made up.
"""
import json
import math
import random
from pathlib import Path

DRAWS = 200
ROWS = [("a", 80, (0.1, 0.9, 0.5)), ("b", 79, (0.1, 0.9, 0.5)), ("c", 70, (0.0, 0.8, 0.4)), ("d", 40, (0.1, 0.9, 0.6)), ("e", 78.9, (0.1, 0.9, 0.5))]
WEIGHTS = {"alpha": 1, "beta": 0.5, "gamma": 2}


def main():
    random.seed(7)
    lines = [{"id": key, "logScore": math.log(score), "shares": list(shares)} for key, score, shares in ROWS]
    # "d" has one published value; "a" and "b" move together, "e" on its own
    common = [random.gauss(0, 0.03) for _ in range(DRAWS)]
    draws = {}
    for key in "abce":
        spread = 0.002 if key in "ab" else 0.03
        draws[key] = {"logScores": [round((common[k] if key in "ab" else 0) + random.gauss(0, spread), 6) for k in range(DRAWS)],
                      "latencies": [round(random.gauss(0, 0.001), 6) for _ in range(DRAWS)]}
    weight = [WEIGHTS[name] for name in ("alpha", "beta", "gamma")]
    base = [line["logScore"] - sum(w * x for w, x in zip(weight, line["shares"])) for line in lines]
    drawn = []
    for k in range(DRAWS):
        drawn.append([u + (draws[line["id"]]["logScores"][k] - weight[1] * draws[line["id"]]["latencies"][k] if line["id"] in draws else 0)
                      for u, line in zip(base, lines)])
    ranks = [sorted(1 + sum(other > row[i] for other in row) for row in drawn) for i in range(len(lines))]
    place = lambda share: math.floor(share * (DRAWS - 1) + 0.5)
    order = sorted(range(len(lines)), key=lambda i: (-base[i], lines[i]["id"]))
    heads, head = {}, order[0]
    for i in order:
        if sum(row[head] > row[i] for row in drawn) >= 0.975 * DRAWS:
            head = i
        heads[lines[i]["id"]] = lines[head]["id"]
    ranges = {line["id"]: {"low": ranks[i][place(0.025)], "high": ranks[i][place(0.975)], "head": heads[line["id"]]}
              for i, line in enumerate(lines) if line["id"] in draws}
    golden = {"madeBy": "make_uncertainty.py", "count": DRAWS, "weights": WEIGHTS, "lines": lines, "draws": draws, "ranges": ranges}
    Path(__file__).with_name("uncertainty.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")
    print(ranges)


if __name__ == "__main__":
    main()
