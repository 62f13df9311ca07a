package org.peftboard.evaluator.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a checkpoint stores its numbers. */
public enum FloatType {

	FLOAT32, FLOAT16, BFLOAT16;

	/** bfloat16 is the upper half of a float32; the engine's Java side cannot make such tensors. */
	static ByteBuffer widened(ByteBuffer halves) {
		ByteBuffer whole = ByteBuffer.allocateDirect(halves.remaining() * 2).order(ByteOrder.LITTLE_ENDIAN);
		for (int place = 0; place < halves.remaining(); place += Short.BYTES) {
			whole.putInt(place * 2, halves.getShort(halves.position() + place) << Short.SIZE);
		}
		return whole;
	}

}
