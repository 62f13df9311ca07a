package org.peftboard.evaluator.task;

import java.util.List;

import org.peftboard.evaluator.contract.Registry;
import org.peftboard.evaluator.task.mini.MiniChoice;
import org.peftboard.evaluator.task.mini.MiniEntailment;
import org.peftboard.evaluator.task.mini.MiniGrammar;
import org.peftboard.evaluator.task.mini.MiniHandover;
import org.peftboard.evaluator.task.mini.MiniParaphrase;
import org.peftboard.evaluator.task.mini.MiniSimilarity;
import org.peftboard.evaluator.task.mini.MiniSums;
import org.peftboard.evaluator.task.mini.MiniVerdict;
import org.peftboard.evaluator.task.standard.Apps;
import org.peftboard.evaluator.task.standard.AsPublished;
import org.peftboard.evaluator.task.standard.BoolQ;
import org.peftboard.evaluator.task.standard.Cb;
import org.peftboard.evaluator.task.standard.CnnDailyMail;
import org.peftboard.evaluator.task.standard.CodeAlpacaPy;
import org.peftboard.evaluator.task.standard.Cola;
import org.peftboard.evaluator.task.standard.Conala;
import org.peftboard.evaluator.task.standard.Copa;
import org.peftboard.evaluator.task.standard.CopaAsPublished;
import org.peftboard.evaluator.task.standard.DialogSum;
import org.peftboard.evaluator.task.standard.Gsm8k;
import org.peftboard.evaluator.task.standard.HellaSwag;
import org.peftboard.evaluator.task.standard.HellaSwagAsPublished;
import org.peftboard.evaluator.task.standard.MathQa;
import org.peftboard.evaluator.task.standard.MetaMathQa;
import org.peftboard.evaluator.task.standard.Mmlu;
import org.peftboard.evaluator.task.standard.Mnli;
import org.peftboard.evaluator.task.standard.Mrpc;
import org.peftboard.evaluator.task.standard.MultiRc;
import org.peftboard.evaluator.task.standard.OpenBookQa;
import org.peftboard.evaluator.task.standard.Piqa;
import org.peftboard.evaluator.task.standard.Qnli;
import org.peftboard.evaluator.task.standard.Qqp;
import org.peftboard.evaluator.task.standard.Record;
import org.peftboard.evaluator.task.standard.Rte;
import org.peftboard.evaluator.task.standard.Siqa;
import org.peftboard.evaluator.task.standard.Sst2;
import org.peftboard.evaluator.task.standard.Stsb;
import org.peftboard.evaluator.task.standard.Svamp;
import org.peftboard.evaluator.task.standard.Wic;
import org.peftboard.evaluator.task.standard.Winogrande;
import org.peftboard.evaluator.task.standard.WinograndeAsPublished;
import org.peftboard.evaluator.task.standard.Wsc;
import org.peftboard.evaluator.task.standard.XSum;

/** Every task, in the order of the catalogue: one line each. */
public final class Tasks {

	public static final Registry<Task> REGISTRY = new Registry<>("task", List.of(
			new MiniVerdict(),
			new MiniEntailment(),
			new MiniParaphrase(),
			new MiniGrammar(),
			new MiniChoice(),
			new MiniSimilarity(),
			new MiniSums(),
			new MiniHandover(),
			new Mnli(),
			new Qqp(),
			new Qnli(),
			new Sst2(),
			new Stsb(),
			new Mrpc(),
			new Rte(),
			new Cola(),
			new Record(),
			new MultiRc(),
			new BoolQ(),
			new Wic(),
			new Wsc(),
			new Cb(),
			new Copa(),
			new Mmlu(),
			new Piqa(),
			new Siqa(),
			new HellaSwag(),
			new Winogrande(),
			new OpenBookQa(),
			new MathQa(),
			new Gsm8k(),
			new Svamp(),
			new Conala(),
			new CodeAlpacaPy(),
			new Apps(),
			new XSum(),
			new CnnDailyMail(),
			new DialogSum(),
			new MetaMathQa(),
			new AsPublished(new Mnli()),
			new AsPublished(new Qqp()),
			new AsPublished(new Qnli()),
			new AsPublished(new Sst2()),
			new AsPublished(new Mrpc()),
			new AsPublished(new Rte()),
			new AsPublished(new Cola()),
			new AsPublished(new MultiRc()),
			new AsPublished(new BoolQ()),
			new AsPublished(new Wic()),
			new AsPublished(new Wsc()),
			new AsPublished(new Cb()),
			new CopaAsPublished(),
			new AsPublished(new Mmlu()),
			new AsPublished(new Piqa()),
			new AsPublished(new Siqa()),
			new HellaSwagAsPublished(),
			new WinograndeAsPublished(),
			new AsPublished(new OpenBookQa()),
			new AsPublished(new MathQa()),
			new AsPublished(new Svamp()),
			new AsPublished(new Conala()),
			new AsPublished(new CodeAlpacaPy()),
			new AsPublished(new Apps())),
			task -> task.card().id());

	private Tasks() {
	}

}
