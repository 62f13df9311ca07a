package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.scoring.ScoreVersion;
import org.peftboard.scoring.Weights;

/** Sets of weights by name. */
final class Presets {

	private Presets() {
	}

	/** The presets that this board can show; the authors' constants only where it offers their score. */
	static List<BoardView.Preset> of(BoardQuery query) {
		List<BoardView.Preset> presets = new ArrayList<>();
		presets.add(preset("Quality only", query, query.score(), new Weights(0, 0, 0)));
		presets.add(preset("Balanced", query, query.score(), Weights.DEFAULT));
		presets.add(preset("Memory-bound", query, query.score(), new Weights(0.5, 0.5, 3)));
		presets.add(preset("Latency-bound", query, query.score(), new Weights(0.5, 3, 0.5)));
		if (query.board().scores().stream().anyMatch(score -> score.id().equals(ScoreVersion.POWER.id()))) {
			presets.add(preset("Authors' constants", query, ScoreVersion.POWER, Weights.DEFAULT));
		}
		return presets;
	}

	private static BoardView.Preset preset(String title, BoardQuery query, ScoreVersion score, Weights weights) {
		String href = "/?board=" + query.board().id() + "&score=" + score.id() + "&alpha=" + BoardView.text(weights.alpha()) + "&beta="
				+ BoardView.text(weights.beta()) + "&gamma=" + BoardView.text(weights.gamma());
		Map<String, Object> state = new LinkedHashMap<>();
		state.put("alpha", weights.alpha());
		state.put("beta", weights.beta());
		state.put("gamma", weights.gamma());
		if (title.startsWith("Authors")) {
			state.put("score", score.id());
		}
		return new BoardView.Preset(title, href, Json.line(state));
	}

}
