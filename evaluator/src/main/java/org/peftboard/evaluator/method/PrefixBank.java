package org.peftboard.evaluator.method;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftboard.evaluator.model.Blueprint;
import org.peftboard.evaluator.model.Blueprint.AttentionSite;
import org.peftboard.evaluator.model.Prefix;
import org.peftboard.evaluator.model.Site;
import org.peftboard.evaluator.nn.Parameter;
import org.peftboard.evaluator.nn.Parameters;
import org.peftboard.evaluator.nn.Pass;

/**
 * The prefixes of a model's attentions: of every layer's keys and values one matrix (P, layers · 2 · G·D), trained itself or made by an MLP; for the
 * encoder, the decoder and the attention between them one each.
 *
 * <p>Columns: keys of the first layer, its values, keys of the second layer, and so on. The MLP reads a trained (P, w), w the width of keys in a
 * decoder-only model (as in Hugging Face PEFT) and the model's width in an encoder–decoder (as in AdapterHub), through tanh.
 */
final class PrefixBank {

	private static final String SELF = "self";

	private final int length;

	private final Parameters parameters;

	private final boolean hasEncoder;

	private final boolean grouped;

	private final Map<String, Bank> banks = new LinkedHashMap<>();

	/**
	 * @param hidden     width of the MLP; 0 to train the matrix itself
	 * @param everywhere whether every attention of an encoder–decoder has a prefix; else only the decoder's to itself has, as in Hugging Face PEFT
	 */
	PrefixBank(Blueprint blueprint, Parameters parameters, int length, int hidden, boolean everywhere) {
		this.length = length;
		this.parameters = parameters;
		this.hasEncoder = blueprint.hasEncoder();
		this.grouped = everywhere && hasEncoder;
		for (AttentionSite site : blueprint.attentions()) {
			String group = group(site.site());
			if (everywhere || group.equals(SELF)) {
				banks.computeIfAbsent(group, absent -> Bank.of(blueprint, parameters, length, hidden, grouped ? group + "_prefix." : "", members(blueprint, group)));
			}
		}
	}

	private static String group(Site site) {
		return site.cross() ? "cross" : site.stack() == Site.Stack.ENCODER ? "encoder" : SELF;
	}

	private static List<AttentionSite> members(Blueprint blueprint, String group) {
		return blueprint.attentions().stream().filter(site -> group(site.site()).equals(group)).toList();
	}

	/** The prefix of one attention; absent where it has none. */
	@Nullable Prefix at(Site site) {
		Bank bank = banks.get(group(site));
		return bank == null ? null : new Slice(length, bank, pair(site.layer(), bank.offsets().size()), !grouped);
	}

	/** Which keys and values a layer reads: its own; in Hugging Face's form for an encoder–decoder of L layers, those of layer 2i mod L, as it cuts its cache. */
	private int pair(int layer, int layers) {
		return hasEncoder && !grouped ? 2 * layer % layers : layer;
	}

	/** What a file holds once the MLP is folded; empty where there is none. */
	Map<String, Supplier<NDArray>> exported() {
		Map<String, Supplier<NDArray>> exported = new LinkedHashMap<>();
		banks.values().stream().filter(bank -> bank.network() != null).forEach(bank -> exported.put(bank.name(), () -> folded(bank)));
		return exported;
	}

	private NDArray folded(Bank bank) {
		try (NDManager scratch = parameters.ops().newManager()) {
			return parameters.ops().copy(bank.rows(new Pass(parameters.ops(), scratch, null)));
		}
	}

	/**
	 * The prefixes of one group of attentions.
	 *
	 * @param name    of the whole matrix in the adapter file
	 * @param rows    the matrix, or what the network reads
	 * @param offsets first column of each layer's keys
	 * @param widths  G·D by layer
	 */
	private record Bank(String name, Parameter rows, @Nullable Perceptron network, List<Long> offsets, List<Long> widths) {

		static Bank of(Blueprint blueprint, Parameters parameters, int length, int hidden, String path, List<AttentionSite> sites) {
			List<Long> offsets = new ArrayList<>();
			List<Long> widths = new ArrayList<>();
			long columns = 0;
			for (AttentionSite site : sites) {
				offsets.add(columns);
				widths.add(site.keyWidth());
				columns += 2 * site.keyWidth();
			}
			String name = path + PromptTuning.FILE_NAME;
			if (hidden == 0) {
				return new Bank(name, parameters.normal(name, new Shape(length, columns), 1), null, offsets, widths);
			}
			long width = path.isEmpty() ? sites.get(0).keyWidth() : blueprint.width();
			Parameter input = parameters.normal(path + "embedding.weight", new Shape(length, width), 1);
			return new Bank(name, input, Perceptron.of(parameters, path + "transform", "tanh", width, hidden, columns), offsets, widths);
		}

		/** (P, columns), in the pass's memory where the network makes it */
		NDArray rows(Pass pass) {
			return network == null ? rows.array() : pass.once(this, () -> network.forward(rows.array(), pass));
		}

		NDArray columns(Pass pass, long from, long width) {
			return pass.call("columns_between", rows(pass), pass.ops().constant(from), pass.ops().constant(from + width));
		}

	}

	private record Slice(int length, Bank bank, int layer, boolean hasRelativeBias) implements Prefix {

		@Override
		public NDArray keys(Pass pass) {
			return bank.columns(pass, bank.offsets().get(layer), bank.widths().get(layer));
		}

		@Override
		public NDArray values(Pass pass) {
			return bank.columns(pass, bank.offsets().get(layer) + bank.widths().get(layer), bank.widths().get(layer));
		}

	}

}
