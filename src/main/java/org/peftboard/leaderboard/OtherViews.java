package org.peftboard.leaderboard;

import org.springframework.stereotype.Component;
import org.jspecify.annotations.Nullable;

/** The views beside the ranking: plot, tasks, scaling, history. */
@Component
class OtherViews {

	@Nullable PlotView plot(BoardQuery query, Standing standing, Columns formats, Words words) {
		return null;
	}

	@Nullable MatrixView matrix(BoardQuery query, Standing standing, Words words) {
		return null;
	}

	@Nullable ChartView chart(BoardQuery query, Standing standing, Words words) {
		return null;
	}

}
