package org.peftboard.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.peftboard.evaluator.contract.Json;
import org.peftboard.site.Csv;

/** The formats in which a view leaves this site. */
final class Exports {

	private static final Map<Character, String> LATEX = Map.ofEntries(Map.entry('\\', "\\textbackslash{}"), Map.entry('&', "\\&"), Map.entry('%', "\\%"),
			Map.entry('$', "\\$"), Map.entry('#', "\\#"), Map.entry('_', "\\_"), Map.entry('{', "\\{"), Map.entry('}', "\\}"), Map.entry('~', "\\textasciitilde{}"),
			Map.entry('^', "\\textasciicircum{}"), Map.entry('α', "$\\alpha$"), Map.entry('β', "$\\beta$"), Map.entry('γ', "$\\gamma$"), Map.entry('–', "--"),
			Map.entry('³', "\\textsuperscript{3}"), Map.entry('×', "$\\times$"), Map.entry('·', "$\\cdot$"), Map.entry('“', "``"), Map.entry('”', "''"),
			Map.entry('’', "'"), Map.entry('→', "$\\rightarrow$"));

	private Exports() {
	}

	/** With every digit. */
	static String csv(Frozen view) {
		Grid grid = Grid.exact(view);
		StringBuilder text = new StringBuilder(Csv.record(grid.head()));
		grid.body().forEach(row -> text.append(Csv.record(row)));
		return text.toString();
	}

	static String json(Frozen view) {
		return Json.pretty(view);
	}

	/** A table of GitHub's Markdown. */
	static String markdown(Frozen view, String address) {
		Grid grid = Grid.shown(view);
		StringBuilder text = new StringBuilder(line(grid.head()));
		text.append(grid.numeric().stream().map(numeric -> numeric ? "--:" : "---").collect(Collectors.joining(" | ", "| ", " |\n")));
		grid.body().forEach(row -> text.append(line(row)));
		return text.append('\n').append(markdownText(view.board().title())).append(", ").append(setting(view)).append(". <").append(address).append(">\n")
			.toString();
	}

	private static String line(List<String> cells) {
		return cells.stream().map(Exports::markdownText).collect(Collectors.joining(" | ", "| ", " |\n"));
	}

	private static String markdownText(String text) {
		return text.replaceAll("([\\\\|`*_\\[\\]<>])", "\\\\$1").replace("\n", " ");
	}

	/** A table for the booktabs package. */
	static String latex(Frozen view, String address) {
		Grid grid = Grid.shown(view);
		String alignment = grid.numeric().stream().map(numeric -> numeric ? "r" : "l").collect(Collectors.joining());
		StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n  \\begin{tabular}{" + alignment
				+ "}\n    \\toprule\n");
		text.append(latexLine(grid.head())).append("    \\midrule\n");
		grid.body().forEach(row -> text.append(latexLine(row)));
		return text.append("    \\bottomrule\n  \\end{tabular}\n  \\caption{").append(latexText(view.board().title() + ", " + setting(view)))
			.append(". \\texttt{").append(latexText(address)).append("}}\n\\end{table}\n").toString();
	}

	private static String latexLine(List<String> cells) {
		return cells.stream().map(Exports::latexText).collect(Collectors.joining(" & ", "    ", " \\\\\n"));
	}

	private static String latexText(String text) {
		return text.chars().mapToObj(sign -> LATEX.getOrDefault((char) sign, String.valueOf((char) sign))).collect(Collectors.joining());
	}

	/** Entries for this view and for the table that it comes from. */
	static String bibtex(Frozen view, String address, String day) {
		String key = view.board().id().replaceAll("[^A-Za-z0-9]", "");
		StringBuilder text = new StringBuilder("@misc{peftboard-" + key + ",\n  author = {{PEFTBoard}},\n  title = {" + latexText(view.board().title())
				+ "},\n  year = {" + day.substring(0, 4) + "},\n  howpublished = {\\url{" + address + "}},\n  note = {" + latexText(setting(view))
				+ "; retrieved " + day + "}\n}\n");
		String source = view.board().source();
		if (source != null) {
			text.append("\n@misc{").append(key).append("-source,\n  title = {").append(latexText(source)).append("},\n  note = {Source of the numbers of ")
				.append("\\cite{peftboard-").append(key).append("}}\n}\n");
		}
		return text.toString();
	}

	/** {@code pscp-exp/1, α 1, β 1, γ 1} */
	static String setting(Frozen view) {
		return view.score() + ", α " + weight(view.weights().alpha()) + ", β " + weight(view.weights().beta()) + ", γ "
				+ weight(view.weights().gamma());
	}

	private static String weight(double weight) {
		return java.math.BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
	}

}
