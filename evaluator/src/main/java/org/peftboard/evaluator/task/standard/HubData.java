package org.peftboard.evaluator.task.standard;

/**
 * Datasets of the hub at the commits that the standard tasks read.
 *
 * <p>The commits were read in public source code, not on the hub: {@code docs/datasets.md} says where, with the files and licences seen there.
 */
enum HubData {

	GLUE("nyu-mll/glue", "bcdcba79d07bc864c1c254ccfcedcce55bcc9a8c"),

	SUPER_GLUE("aps/super_glue", "3de24cf8022e94f4ee4b9d55a6f539891524d646"),

	MMLU("cais/mmlu", "c30699e8356da336a370243923dbaf21066bb9fe"),

	/** a commit of the branch refs/convert/parquet */
	PIQA("ybisk/piqa", "142c51238b3ca2bc61e9a075913871b8b600e8e1"),

	/** a commit of the branch refs/convert/parquet */
	SOCIAL_IQA("allenai/social_i_qa", "537a2ec8ec565adc0b70b70752893e59e024df26"),

	HELLASWAG("Rowan/hellaswag", "218ec52e09a7e7462a5400043bb9a69a41d06b76"),

	WINOGRANDE("allenai/winogrande", "01e74176c63542e6b0bcb004dcdea22d94fb67b5"),

	OPEN_BOOK_QA("allenai/openbookqa", "388097ea7776314e93a529163e0fea805b8a6454"),

	/** a commit of the branch refs/convert/parquet */
	MATH_QA("allenai/math_qa", "fafb9f7ee5b9ec4da9499f9c4177a4c91389f2d6"),

	GSM8K("openai/gsm8k", "740312add88f781978c0658806c59bc2815b9866"),

	SVAMP("ChilleD/SVAMP", "5e0bf1e5e7c0e9c4bc39180d224f41f3f801b7ef"),

	CONALA("neulab/conala", "fbc749f1c537e5c3834e93b15784302e331debe2"),

	/** a branch, which moves: no commit was found */
	CODE_ALPACA_PYTHON("Abzu/CodeAlpacaPython", "main"),

	APPS("codeparrot/apps", "21e74ddf8de1a21436da12e3e653065c5213e9d1"),

	XSUM("EdinburghNLP/xsum", "7d4d486c2f8ef850b1a11aead99b894ff3dd7da9"),

	CNN_DAILY_MAIL("abisee/cnn_dailymail", "96df5e686bee6baa90b8bee7c28b81fa3fa6223d"),

	DIALOG_SUM("knkarthick/dialogsum", "a968e7aee0602e257935f1321a02e4287f7d5848"),

	META_MATH_QA("meta-math/MetaMathQA", "aa4f34d3d2d3231299b5b03d9b3e5a20da45aa18");

	/** {@code organisation/name} */
	final String id;

	/** a commit of 40 digits, or a branch */
	final String revision;

	HubData(String id, String revision) {
		this.id = id;
		this.revision = revision;
	}

}
