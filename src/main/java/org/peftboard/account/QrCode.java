package org.peftboard.account;

import java.util.Map;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/**
 * A QR code as the path of an SVG drawing, one unit a square, so that a page can draw it without a script or a picture from elsewhere.
 *
 * @param size squares a side, the quiet zone of four at each side included
 * @param path what is dark
 */
record QrCode(int size, String path) {

	private static final int QUIET = 4;

	static QrCode of(String text) {
		try {
			BitMatrix squares = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET));
			return new QrCode(squares.getWidth(), path(squares));
		}
		catch (WriterException exception) {
			throw new IllegalArgumentException(exception);
		}
	}

	private static String path(BitMatrix squares) {
		StringBuilder path = new StringBuilder();
		for (int row = 0; row < squares.getHeight(); row++) {
			for (int column = 0; column < squares.getWidth(); column++) {
				if (squares.get(column, row)) {
					path.append('M').append(column).append(' ').append(row).append("h1v1h-1z");
				}
			}
		}
		return path.toString();
	}

}
