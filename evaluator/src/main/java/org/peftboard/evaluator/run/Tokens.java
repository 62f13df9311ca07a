package org.peftboard.evaluator.run;

/** The special tokens of the models that we pretrain. */
final class Tokens {

	static final int PADDING = 0;

	static final int START = 1;

	static final int END = 2;

	private Tokens() {
	}

	/** {@code <s> … </s>} */
	static int[] document(int[] text) {
		int[] document = new int[text.length + 2];
		document[0] = START;
		System.arraycopy(text, 0, document, 1, text.length);
		document[document.length - 1] = END;
		return document;
	}

}
