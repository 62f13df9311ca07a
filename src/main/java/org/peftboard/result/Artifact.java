package org.peftboard.result;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** One file of a result, stored in pieces that both databases take. */
@Entity
@Immutable
@Table(name = "artifacts")
@NullUnmarked
public class Artifact {

	static final int PIECE_BYTES = 512 * 1024;

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Long id;

	private Long resultId;

	private String fileName;

	private String mediaType;

	private String sha256;

	private long sizeBytes;

	@ElementCollection
	@CollectionTable(name = "artifact_pieces", joinColumns = @JoinColumn(name = "artifact_id"))
	@OrderColumn(name = "position")
	@Column(name = "content", length = PIECE_BYTES)
	private List<byte[]> pieces = new ArrayList<>();

	protected Artifact() {
	}

	Artifact(long resultId, NewArtifact file) {
		this.resultId = resultId;
		this.fileName = file.fileName();
		this.mediaType = file.mediaType();
		this.sha256 = sha256(file.bytes());
		this.sizeBytes = file.bytes().length;
		for (int start = 0; start < file.bytes().length; start += PIECE_BYTES) {
			pieces.add(Arrays.copyOfRange(file.bytes(), start, Math.min(start + PIECE_BYTES, file.bytes().length)));
		}
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException exception) {
			throw new IllegalStateException(exception);
		}
	}

	public String fileName() {
		return fileName;
	}

	public String mediaType() {
		return mediaType;
	}

	/** In lower-case hexadecimal digits. */
	public String sha256() {
		return sha256;
	}

	public long sizeBytes() {
		return sizeBytes;
	}

	/** The content, put together; call within a transaction. */
	byte[] bytes() {
		byte[] whole = new byte[Math.toIntExact(sizeBytes)];
		int start = 0;
		for (byte[] piece : pieces) {
			System.arraycopy(piece, 0, whole, start, piece.length);
			start += piece.length;
		}
		return whole;
	}

}
