package org.peftboard.site;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {

	@ParameterizedTest
	@CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
			LoRA -> LoRA
			-1.5e-3 -> -1.5e-3
			r = 8, q and v -> "r = 8, q and v"
			=1+1 -> '=1+1
			+1+1 -> '+1+1
			-1+1 -> '-1+1
			@SUM(A1) -> '@SUM(A1)
			`  =1+1` -> `'  =1+1`
			＝1+1 -> '＝1+1
			a;=1+1 -> "a;'=1+1"
			a; =1+1 -> "a;' =1+1"
			a,=1+1 -> "a,'=1+1"
			a"=1+1 -> "a""'=1+1"
			""")
	void staysTextInASpreadsheet(String text, String line) {
		assertThat(Csv.record(List.of(text, "end"))).isEqualTo(line + ",end\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "9", "10", "13" })
	void whateverSignBeginsAnotherCell(int sign) {
		assertThat(Csv.record(List.of("a" + (char) sign + "=1+1"))).isEqualTo("\"a" + (char) sign + "'=1+1\"\r\n");
		assertThat(Csv.record(List.of((char) sign + "=1+1"))).startsWith("\"'" + (char) sign);
	}

}
