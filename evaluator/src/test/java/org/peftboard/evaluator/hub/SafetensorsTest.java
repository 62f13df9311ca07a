package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftboard.evaluator.contract.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SafetensorsTest {

	@TempDir
	private Path folder;

	@Test
	void readsBackWhatItWrites() throws IOException {
		Path file = written();
		Safetensors tensors = Safetensors.open(file);
		assertThat(tensors.names()).containsExactly("a", "b");
		assertThat(tensors.tensor("b").shape()).containsExactly(1, 2);
		float[] values = new float[2];
		tensors.bytes("b").asFloatBuffer().get(values);
		assertThat(values).containsExactly(2, 3);
		try (var files = Files.list(folder)) {
			assertThat(files).containsExactly(file);
		}
	}

	/** More than one buffer holds; the file is sparse, so it takes no room. */
	@Test
	void readsFilesOfMoreThanTwoGibibytes() throws IOException {
		long many = 1_000_000_000;
		String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + many + "],\"data_offsets\":[0," + many + "]},\"b\":{\"dtype\":\"U8\",\"shape\":[2," + many
				+ "],\"data_offsets\":[" + many + "," + 3 * many + "]},\"c\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + 3 * many + "," + (3 * many + 4) + "]}}";
		Path file = sparse(header, 3 * many, 1.5f);
		Safetensors tensors = Safetensors.open(file);
		assertThat(tensors.dataBytes()).isEqualTo(3 * many + 4);
		assertThat(tensors.bytes("c").getFloat(0)).isEqualTo(1.5f);
		assertThat(tensors.bytes("b").limit()).isEqualTo(2 * many);
		Path larger = sparse("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + 3 * many + "],\"data_offsets\":[0," + 3 * many + "]}}", 3 * many, 0);
		assertThatThrownBy(() -> Safetensors.open(larger)).isInstanceOf(Problem.Refused.class).hasMessageContaining("tensor 'a': got 3000000000 bytes, need at most");
	}

	private Path sparse(String header, long bytes, float last) throws IOException {
		Path file = folder.resolve("large.safetensors");
		ByteBuffer begin = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).flip();
		ByteBuffer end = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, last);
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
			channel.write(begin, 0);
			channel.write(end, begin.limit() + bytes);
		}
		return file;
	}

	@Test
	void keepsItsDataOnEightByteBoundaries() throws IOException {
		long header = ByteBuffer.wrap(Files.readAllBytes(written())).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
		assertThat(header % 8).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0", "5", "8", "60", "-1" })
	void refusesAFileThatIsCutShort(int length) throws IOException {
		Path file = written();
		byte[] whole = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));
		assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("t.safetensors");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | tensor 'a': got 4 bytes",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | overlaps",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | whole number",
			"{'a':{'dtype':'F99','shape':[1],'data_offsets':[0,4]}} | type F99",
			"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | a",
			"{'a':{'dtype':'F32','shape':[99999999999999],'data_offsets':[0,4]}} | whole number",
			"{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}} | dtype, shape and data_offsets",
			"[1,2] | dtype", "{'a':7} | dtype, shape and data_offsets", "nonsense | t.safetensors" })
	void refusesAHeaderThatLies(String header, String message) throws IOException {
		Path file = folder.resolve("t.safetensors");
		byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
		Files.write(file, bytes.putLong(json.length).put(json).array());
		assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining(message);
	}

	@Test
	void refusesAHeaderLongerThanTheFile() throws IOException {
		Path file = folder.resolve("t.safetensors");
		Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array());
		assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(Problem.Refused.class).hasMessageContaining("header");
	}

	@Test
	void namesATensorThatIsMissing() throws IOException {
		Safetensors tensors = Safetensors.open(written());
		assertThatThrownBy(() -> tensors.tensor("c")).isInstanceOf(Problem.Refused.class).hasMessageContaining("tensor 'c'");
	}

	private Path written() throws IOException {
		Path file = folder.resolve("t.safetensors");
		Safetensors.write(file, Map.of("b", new Safetensors.Floats(new float[] { 2, 3 }, new long[] { 1, 2 }), "a",
				new Safetensors.Floats(new float[] { 1 }, new long[] { 1 })), Map.of("format", "pt"));
		return file;
	}

}
