package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.peftboard.language.Words;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.PairedTest;
import org.springframework.stereotype.Component;

/** Tests measured results of one board against each other, item by item, task by task. */
@Component
class PairedTests {

	private static final double LEVEL = 0.05;

	private final ItemScores items;

	PairedTests(ItemScores items) {
		this.items = items;
	}

	private record Pair(String task, int first, int second, PairedTest test) {
	}

	/** None where no two results have scores of the same items. */
	List<CompareView.Test> of(List<StoredResult> rows, Words words) {
		List<Optional<ItemScores.Scored>> scored = rows.stream().map(items::of).toList();
		List<Pair> pairs = new ArrayList<>();
		for (int first = 0; first < rows.size(); first++) {
			for (int second = first + 1; second < rows.size(); second++) {
				if (scored.get(first).isPresent() && scored.get(second).isPresent()) {
					pairs.addAll(pairs(first, second, scored.get(first).get().tasks(), scored.get(second).get().tasks()));
				}
			}
		}
		double[] corrected = PairedTest.holm(pairs.stream().mapToDouble(pair -> pair.test.p()).toArray());
		List<CompareView.Test> tests = new ArrayList<>();
		for (int index = 0; index < pairs.size(); index++) {
			tests.add(written(pairs.get(index), corrected[index], words));
		}
		return tests;
	}

	private static List<Pair> pairs(int first, int second, Map<String, ItemScores.Items> ours, Map<String, ItemScores.Items> theirs) {
		List<Pair> pairs = new ArrayList<>();
		ours.forEach((task, items) -> {
			ItemScores.Items others = theirs.get(task);
			if (others != null && others.ids().equals(items.ids())) {
				pairs.add(new Pair(task, first, second, PairedTest.of(items.means(), others.means())));
			}
		});
		return pairs;
	}

	private static CompareView.Test written(Pair pair, double p, Words words) {
		PairedTest test = pair.test;
		boolean separable = p < LEVEL;
		String first = letter(pair.first);
		String second = letter(pair.second);
		boolean counts = test.method().equals("mcnemar");
		String verdict = separable ? words.say("compare.better", test.difference() > 0 ? first : second) : words.say("compare.same");
		return new CompareView.Test(pair.task, first, second, words.say("compare." + test.method()), String.valueOf(test.items()),
				signed(100 * test.difference()), signed(100 * test.low()) + " … " + signed(100 * test.high()),
				counts ? String.valueOf(test.onlyFirst()) : "–", counts ? String.valueOf(test.onlySecond()) : "–",
				p < 0.0001 ? "< 0.0001" : BoardViews.decimals(p, 4), verdict, separable);
	}

	private static String signed(double points) {
		return (points > 0 ? "+" : points < 0 ? "−" : "") + BoardViews.decimals(Math.abs(points), 1);
	}

	private static String letter(int index) {
		return String.valueOf((char) ('A' + index));
	}

}
