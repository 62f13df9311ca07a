"""Writes pscp.json, the golden file that both implementations of the score are tested on.

Run: python3 frontend/test/golden/make_pscp.py (Python 3.11, standard library only; written 2026-11-22).

Two kinds of expectation stand in it. Oracles 1 and 2 are values that others published or stated, typed in as they stand, with half
a unit of their last digit as tolerance. The edge cases are computed here in 50-digit decimal arithmetic, which shares no code with
either implementation.
"""
import json
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 50

COSTS = ("parameters", "latency", "memory")

# Costs of the first seed's table: trainable share in %, latency as a multiple of the base model, peak memory in GB. Where each
# number comes from stands in seed-results/peft-bench-summary.json.
SUMMARY = [
    ("lora", 84.2, 0.5, 1.03, 12.1),
    ("adapter", 82.7, 1.2, 1.05, 13.5),
    ("prefix-tuning", 80.4, 1.0, 1.07, 13.9),
    ("bitfit", 75.3, 0.1, 1.01, 11.5),
    ("ia3", 81.9, 0.8, 1.04, 12.8),
    ("prompt-tuning", 78.6, 0.3, 1.02, 11.9),
]

# Belanec et al., PEFT-Bench v1 (arXiv 2511.21285): score, trainable parameters, inference TFLOP, peak memory in GB.
PEFT_BENCH = [
    ("ia3", 74.7, 196608, 8.69, 28.41),
    ("prompt-tuning", 50, 409600, 10.05, 42.47),
    ("prefix-tuning", 45.9, 34177536, 8.39, 27.61),
    ("p-tuning", 51.7, 53130752, 10.06, 34.53),
    ("lora", 80.1, 14680064, 8.38, 27.75),
    ("ln-tuning", 77.8, 266240, 8.38, 27.43),
    ("bitfit", 75.3, 163840, 8.38, 27.2),
]

AUTHORS = {"parameters": 5e8, "latency": 10, "memory": 94, "latencyBase": 8.38}


def row(name, score, parameters, latency, memory):
    return {"id": name, "score": score, "parameters": parameters, "latency": latency, "memory": memory}


def weights(alpha, beta, gamma):
    return {"alpha": alpha, "beta": beta, "gamma": gamma}


def references(parameters, latency, memory, latency_base=0):
    return {"parameters": parameters, "latency": latency, "memory": memory, "latencyBase": latency_base}


def stated(name, source, version, rows, weight, reference, pscp, within, penalties=None):
    """A case whose scores were stated by others; the order of pscp is the order of ranks."""
    places = [{"id": key, "rank": index + 1, "tied": False, "pscp": value, "belowChance": False}
              for index, (key, value) in enumerate(pscp)]
    for place in places:
        if penalties and place["id"] in penalties:
            place["penalties"] = penalties[place["id"]]
    return {"name": name, "source": source, "score": version, "weights": weight, "references": reference, "rows": rows,
            "within": within, "places": places, "incomplete": []}


def computed(name, version, rows, weight, reference):
    """A case computed here, in decimal arithmetic."""
    scored, incomplete = [], []
    for entry in rows:
        missing = [cost for cost in COSTS if entry[cost] is None]
        if missing:
            incomplete.append({"id": entry["id"], "missing": missing})
        else:
            scored.append(score(entry, version, weight, reference))
    scored.sort(key=lambda place: (-place["key"], place["id"]))
    keys = [place["key"] for place in scored]
    for place in scored:
        place["rank"] = keys.index(place["key"]) + 1
        place["tied"] = keys.count(place["key"]) > 1
    for place in scored:
        del place["key"]
    return {"name": name, "source": "computed by make_pscp.py", "score": version, "weights": weight, "references": reference,
            "rows": rows, "within": 1e-9, "places": scored, "incomplete": sorted(incomplete, key=lambda entry: entry["id"])}


def score(entry, version, weight, reference):
    shares = {}
    for cost in COSTS:
        value, unit = Decimal(str(entry[cost])), Decimal(str(reference[cost]))
        if version == "pscp-exp/1":
            shares[cost] = value / unit
        else:
            extra = max(Decimal(0), value - Decimal(str(reference["latencyBase"]))) if cost == "latency" else value
            shares[cost] = (1 + extra / unit).ln()
    penalties = {cost: Decimal(str(weight[name])) * shares[cost] for cost, name in zip(COSTS, ("alpha", "beta", "gamma"))}
    total = sum(penalties.values())
    task_score = Decimal(str(entry["score"]))
    below = task_score <= 0
    key = Decimal("-Infinity") if below else ((task_score.ln() - total) * 10**9).to_integral_value()
    return {"id": entry["id"], "pscp": 0.0 if below else float(task_score * (-total).exp()), "belowChance": below, "key": key,
            "penalties": {cost: float(value) for cost, value in penalties.items()}}


def cases():
    summary = [row(*entry) for entry in SUMMARY]
    bench = [row(*entry) for entry in PEFT_BENCH]
    factor = {"parameters": float(-Decimal("0.971477").ln()), "latency": 0.0, "memory": float(-Decimal("0.772074").ln())}
    yield stated("first seed's table, parameters relative to the base model", "oracle 1, first half", "pscp-exp/1", summary,
                 weights(1, 1, 1), references(100, 1.07, 13.9),
                 [("lora", 13.3976), ("prompt-tuning", 12.8326), ("bitfit", 12.7971), ("ia3", 12.2396), ("adapter", 11.5963),
                  ("prefix-tuning", 10.7727)], 5e-5)
    yield stated("first seed's table, parameters relative to the largest row", "oracle 1, second half", "pscp-exp/1", summary,
                 weights(1, 1, 1), references(1.2, 1.07, 13.9),
                 [("bitfit", 11.7857), ("prompt-tuning", 10.0240), ("lora", 8.8765), ("ia3", 6.3345), ("prefix-tuning", 4.7288),
                  ("adapter", 4.3176)], 5e-5)
    yield stated("PEFT-Bench v1 by its authors' constants", "oracle 2, Belanec et al.", "pscp-power/1", bench, weights(1, 1, 1),
                 AUTHORS, [("ln-tuning", 60.19), ("lora", 60.08), ("bitfit", 58.38), ("ia3", 55.62), ("prefix-tuning", 33.18),
                           ("prompt-tuning", 29.49), ("p-tuning", 29.26)], 5.1e-3, {"lora": factor})
    yield stated("PEFT-Bench v1 with every weight 2", "oracle 2", "pscp-power/1", bench, weights(2, 2, 2), AUTHORS,
                 [("ln-tuning", 46.57), ("bitfit", 45.26), ("lora", 45.06), ("ia3", 41.41), ("prefix-tuning", 23.98),
                  ("prompt-tuning", 17.39), ("p-tuning", 16.56)], 5.1e-3)
    yield computed("no weights: the task score alone", "pscp-exp/1", summary, weights(0, 0, 0), references(100, 1.07, 13.9))
    yield computed("uneven weights", "pscp-exp/1", summary, weights(0.35, 4.95, 2.5), references(100, 1.07, 13.9))
    yield computed("equal rows share the better rank", "pscp-exp/1",
                   [row("d", 60, 1, 1, 1), row("c", 70, 1, 1, 1), row("b", 70, 1, 1, 1), row("a", 80, 1, 1, 1)], weights(1, 1, 1),
                   references(10, 2, 4))
    yield computed("an absent cost is never imputed, whatever the weights", "pscp-exp/1",
                   [row("b", 99, None, 1, 1), row("a", 98, 1, None, None), row("c", 50, 1, 1, 1)], weights(0, 0, 0),
                   references(10, 2, 4))
    yield computed("a cost of 0 is a cost", "pscp-power/1", [row("free", 50, 0, 0, 0), row("paid", 60, 5e8, 10, 94)], weights(1, 1, 1),
                   references(5e8, 10, 94))
    yield computed("a score of 0 is below chance and last", "pscp-exp/1",
                   [row("zero", 0, 0, 0, 0), row("least", 0.01, 1, 1, 1), row("nought", 0, 9, 9, 9)], weights(5, 5, 5),
                   references(1, 1, 1))
    yield computed("faster than the base model earns no bonus", "pscp-power/1",
                   [row("faster", 70, 1e6, 0.97, 2e9), row("equal", 70, 1e6, 1, 2e9), row("slower", 70, 1e6, 1.2, 2e9)],
                   weights(1, 1, 1), references(5e8, 1, 94e9, 1))
    yield computed("large penalties keep their order below what two decimals show", "pscp-exp/1",
                   [row("a", 90, 100, 1, 1), row("b", 90, 99, 1, 1)], weights(5, 1, 1), references(10, 1, 1))
    yield computed("no rows", "pscp-exp/1", [], weights(1, 1, 1), references(1, 1, 1))


if __name__ == "__main__":
    golden = {"madeBy": "make_pscp.py", "cases": list(cases())}
    Path(__file__).with_name("pscp.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")
