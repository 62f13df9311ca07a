package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.contract.Json;
import org.peftboard.language.Words;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/** Sets of weights by name. */
final class Presets {

	private Presets() {
	}

	/** The presets that this board can show; the authors' constants only where it offers their score. */
	static List<BoardView.Preset> of(BoardQuery query, Words words) {
		List<BoardView.Preset> presets = new ArrayList<>();
		presets.add(preset(words.say("preset.quality"), query, null, new Weights(0, 0, 0)));
		presets.add(preset(words.say("preset.balanced"), query, null, Weights.DEFAULT));
		presets.add(preset(words.say("preset.memory"), query, null, new Weights(0.5, 0.5, 3)));
		presets.add(preset(words.say("preset.latency"), query, null, new Weights(0.5, 3, 0.5)));
		if (query.board().scores().stream().anyMatch(score -> score.id().equals(ScoreVersion.POWER.id()))) {
			presets.add(preset(words.say("preset.authors"), query, ScoreVersion.POWER, Weights.DEFAULT));
		}
		return presets;
	}

	private static BoardView.Preset preset(String title, BoardQuery query, @Nullable ScoreVersion score, Weights weights) {
		BoardAddress address = query.address()
			.with("alpha", Controls.text(weights.alpha()))
			.with("beta", Controls.text(weights.beta()))
			.with("gamma", Controls.text(weights.gamma()));
		Map<String, Object> state = new LinkedHashMap<>();
		state.put("alpha", weights.alpha());
		state.put("beta", weights.beta());
		state.put("gamma", weights.gamma());
		if (score != null) {
			state.put("score", score.id());
			boolean first = score.id().equals(query.board().scores().get(0).id());
			address = address.with("score", first ? "" : score.id());
		}
		return new BoardView.Preset(title, address.href(), Json.line(state));
	}

}
