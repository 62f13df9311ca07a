package org.peftboard.account;

import java.time.Instant;
import java.util.Optional;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

class LettersTest {

	private final GreenMail postOffice = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

	private final AccountRepository accounts = Mockito.mock(AccountRepository.class);

	private final PersonalWords personalWords = Mockito.mock(PersonalWords.class);

	@BeforeEach
	void open() {
		postOffice.start();
	}

	@AfterEach
	void close() {
		postOffice.stop();
	}

	private Letters letters(String address) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(postOffice.getSmtp().getPort());
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("sender", sender);
		return new Letters(beans.getBeanProvider(JavaMailSender.class), accounts, personalWords, "board@example.org", address);
	}

	private MimeMessage only() {
		assertThat(postOffice.waitForIncomingEmail(20_000, 1)).isTrue();
		assertThat(postOffice.getReceivedMessages()).hasSize(1);
		return postOffice.getReceivedMessages()[0];
	}

	@Test
	void writesToAnAddress() throws Exception {
		assertThat(letters("https://board.example.org/").to("ada@example.org", "Hello", "One line\nand another")).isTrue();
		assertThat(only().getSubject()).isEqualTo("Hello");
		assertThat(only().getContent().toString()).startsWith("One line");
		assertThat(only().getFrom()[0]).hasToString("board@example.org");
	}

	@Test
	void letsNobodyAddHeadersThroughASubject() throws Exception {
		letters("https://board.example.org").to("ada@example.org", "Hello\r\nBcc: everybody@example.org", "text");
		assertThat(only().getSubject()).isEqualTo("Hello Bcc: everybody@example.org");
		assertThat(only().getAllRecipients()).hasSize(1);
	}

	@Test
	void writesToAPersonOnlyAtAnAddressThatIsKnownToBeTheirs() {
		Account ada = new Account("ada", null, Role.RESEARCHER, Instant.EPOCH);
		Mockito.when(accounts.findById(7L)).thenReturn(Optional.of(ada));
		Letters letters = letters("https://board.example.org");
		assertThat(letters.deliver(7, "Hello", "text")).isFalse();
		ada.confirmEmail("ada@example.org");
		assertThat(letters.deliver(7, "Hello", "text")).isTrue();
		only();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ada", "ada@", "@example.org", "ada@example.org,eve@example.org", "ada@example.org\r\nBcc: eve@example.org", "ada@exa mple.org",
			"Ada <ada@example.org>", "ada@@example.org", "ada@example.org;eve@example.org", "\"ada\"@example.org" })
	void takesNothingButOneAddress(String text) {
		assertThat(letters("https://board.example.org").to(text, "Hello", "text")).isFalse();
	}

	@Test
	void sendsNothingWithoutAMailServerOrAnAddressOfItsOwn() {
		assertThat(letters(null).possible()).isFalse();
		assertThat(letters("").to("ada@example.org", "Hello", "text")).isFalse();
		Letters without = new Letters(new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class), accounts, personalWords, "", "https://board.example.org");
		assertThat(without.possible()).isFalse();
		assertThat(without.to("ada@example.org", "Hello", "text")).isFalse();
	}

	@Test
	void linksBeginWithTheConfiguredAddress() {
		assertThat(letters("https://board.example.org/").link("/reset?token=x")).isEqualTo("https://board.example.org/reset?token=x");
	}

}
