package org.peftboard.evaluator.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
