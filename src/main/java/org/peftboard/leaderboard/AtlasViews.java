package org.peftboard.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.peftboard.catalog.Boards;
import org.peftboard.catalog.References;
import org.peftboard.evaluator.contract.Problem;
import org.peftboard.language.Words;
import org.peftboard.leaderboard.BoardView.Choice;
import org.peftboard.leaderboard.BoardView.Group;
import org.peftboard.leaderboard.BoardView.Slider;
import org.peftboard.leaderboard.BoardView.Tab;
import org.peftboard.result.StoredResult;
import org.peftboard.scoring.Line;
import org.peftboard.scoring.Weight;
import org.peftboard.scoring.WeightMap;
import org.peftboard.scoring.Weights;
import org.peftboard.scoring.Winners;
import org.springframework.stereotype.Component;

/** Makes the weight atlas. */
@Component
class AtlasViews {

	private static final int STYLES = 8;

	/** A smaller region has no room for its number. */
	private static final double ROOM = 0.004;

	private static final List<String> MAPS = List.of("alpha-beta", "alpha-gamma", "beta-gamma");

	private final BoardQueries queries;

	private final Boards boards;

	private final Standings standings;

	AtlasViews(BoardQueries queries, Boards boards, Standings standings) {
		this.queries = queries;
		this.boards = boards;
		this.standings = standings;
	}

	AtlasView of(Map<String, List<String>> parameters, Words words) {
		BoardQuery query = queries.read(parameters);
		AddressReader reader = new AddressReader(parameters);
		String chosen = reader.word("map", "beta-gamma", MAPS);
		Weight across = Weight.valueOf(chosen.substring(0, chosen.indexOf('-')).toUpperCase(Locale.ROOT));
		Weight up = Weight.valueOf(chosen.substring(chosen.indexOf('-') + 1).toUpperCase(Locale.ROOT));
		Weight fixed = Stream.of(Weight.values()).filter(weight -> weight != across && weight != up).findFirst().orElseThrow();
		return new Drawing(query, standings.of(query.board()), across, up, fixed, words).view(problems(query, reader), chosen);
	}

	private static List<String> problems(BoardQuery query, AddressReader reader) {
		return Stream.concat(query.problems().stream(), reader.problems().stream()).map(Problem::sentence).toList();
	}

	/** One map being made. */
	private final class Drawing {

		private final BoardQuery query;

		private final Standing standing;

		private final Columns formats;

		private final Weight across;

		private final Weight up;

		private final Weight fixed;

		private final Words words;

		private final Map<String, String> titles;

		private final Scale x = new Scale(0, BoardQuery.LARGEST_WEIGHT, false, AtlasView.LEFT, AtlasView.LEFT + AtlasView.SIDE);

		private final Scale y = new Scale(0, BoardQuery.LARGEST_WEIGHT, false, AtlasView.TOP + AtlasView.SIDE, AtlasView.TOP);

		Drawing(BoardQuery query, Standing standing, Weight across, Weight up, Weight fixed, Words words) {
			this.query = query;
			this.standing = standing;
			this.formats = standing.index().columns().in(words);
			this.across = across;
			this.up = up;
			this.fixed = fixed;
			this.words = words;
			this.titles = standing.rows().stream().collect(Collectors.toMap(StoredResult::publicId, StoredResult::title));
		}

		AtlasView view(List<String> problems, String chosen) {
			List<Line> lines = standing.lines(query.score(), query.references());
			WeightMap map = WeightMap.of(lines, query.weights(), across, up, BoardQuery.LARGEST_WEIGHT);
			Winners winners = Winners.of(lines);
			Controls controls = new Controls(query, standing, formats, words);
			List<WeightMap.Region> regions = map.regions();
			String leaders = regions.stream().map(region -> titles.get(region.id()) + " " + percent(region.share())).collect(Collectors.joining(", "));
			return new AtlasView(query.board().id(), query.board().title(), groups(), problems, controls.weights().scores(),
					controls.weights().references().subList(0, 2), maps(chosen), slider(fixed), List.of(slider(across), slider(up)), title(across), title(up), x.ticks(),
					y.ticks(), IntStream.range(0, regions.size()).mapToObj(index -> region(regions.get(index), index)).toList(), here(across, x),
					here(up, y), words.say("atlas.label", title(across), title(up), fixed.letter() + " = " + Controls.text(fixed.of(query.weights())), leaders),
					relativeTo(), rows(regions, winners), nowhere(winners), address(query.weights()));
		}

		private List<Group> groups() {
			List<Tab> tabs = boards.all()
				.stream()
				.map(board -> new Tab(board.id(), board.title(), board.baseModel(), "/weights?board=" + board.id(), board.equals(query.board())))
				.toList();
			return List.of(new Group("", tabs));
		}

		private List<Choice> maps(String chosen) {
			return MAPS.stream().map(id -> new Choice(id, Arrays.stream(id.split("-")).map(name -> letter(name)).collect(Collectors.joining(" × ")), id.equals(chosen)))
				.toList();
		}

		private String letter(String name) {
			Weight weight = Weight.valueOf(name.toUpperCase(Locale.ROOT));
			return weight.letter() + " " + format(weight).title();
		}

		private CostFormat format(Weight weight) {
			return switch (weight) {
				case ALPHA -> formats.parameters();
				case BETA -> formats.latency();
				case GAMMA -> formats.memory();
			};
		}

		private Slider slider(Weight weight) {
			return new Slider(weight.id(), weight.letter(), format(weight).title(), Controls.text(weight.of(query.weights())));
		}

		private String title(Weight weight) {
			return weight.letter() + ", " + format(weight).title();
		}

		private PlotView.Tick here(Weight weight, Scale scale) {
			return new PlotView.Tick(scale.at(weight.of(query.weights())), Controls.text(weight.of(query.weights())));
		}

		private String relativeTo() {
			References references = standing.references(query.score(), query.references());
			return references.why();
		}

		private AtlasView.Region region(WeightMap.Region region, int index) {
			WeightMap.Point centre = region.centre();
			String points = region.corners().stream().map(corner -> x.at(corner.across()) + "," + y.at(corner.up())).collect(Collectors.joining(" "));
			return new AtlasView.Region(index % STYLES, points, x.at(centre.across()), y.at(centre.up()), String.valueOf(index + 1),
					region.share() > ROOM, titles.get(region.id()) + ", " + percent(region.share()), middle(region));
		}

		private String middle(WeightMap.Region region) {
			WeightMap.Point centre = region.centre();
			return address(up.with(across.with(query.weights(), hundredth(centre.across())), hundredth(centre.up())));
		}

		private String address(Weights weights) {
			return query.address()
				.with("alpha", Controls.text(weights.alpha()))
				.with("beta", Controls.text(weights.beta()))
				.with("gamma", Controls.text(weights.gamma()))
				.href();
		}

		private List<AtlasView.Row> rows(List<WeightMap.Region> regions, Winners winners) {
			Map<String, Integer> places = IntStream.range(0, regions.size()).boxed().collect(Collectors.toMap(index -> regions.get(index).id(), Function.identity()));
			List<AtlasView.Row> rows = new ArrayList<>();
			for (WeightMap.Region region : regions) {
				int index = places.get(region.id());
				rows.add(new AtlasView.Row(String.valueOf(index + 1), index % STYLES, region.id(), titles.get(region.id()), percent(region.share()),
						percent(winners.shares().getOrDefault(region.id(), 0.0)), middle(region)));
			}
			winners.shares().forEach((id, share) -> {
				if (!places.containsKey(id) && !winners.nowhere().contains(id)) {
					rows.add(new AtlasView.Row("", -1, id, titles.get(id), "–", share > 0 ? percent(share) : "< 0.1 %", ""));
				}
			});
			return rows;
		}

		private List<String> nowhere(Winners winners) {
			return winners.nowhere().stream().map(titles::get).sorted().limit(PlotViews.MOST_POINTS).toList();
		}

		private static double hundredth(double value) {
			return Math.round(value * 100) / 100.0;
		}

		private static String percent(double share) {
			return BoardViews.decimals(100 * share, 1) + " %";
		}

	}

}
