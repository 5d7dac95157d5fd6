package ai.bizcrush.extapi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLanguageTests {

  private static final String SENTENCES =
      """
      en | we should send the new offer to the customer before the end of the week
      en | Nobody told me that the meeting was moved to Thursday.
      zh | 我们下周一上午十点开会讨论新的预算
      zh | 请把合同发给我，我今天晚上看一下。
      hi | हमें अगले हफ़्ते तक यह रिपोर्ट पूरी करनी है
      hi | क्या आप मुझे सुन सकते हैं?
      es | Tenemos que mandar la oferta al cliente antes del viernes.
      es | no me acuerdo de cómo se llamaba aquella empresa de la que hablamos ayer
      ar | سنرسل العرض إلى العميل قبل نهاية الأسبوع
      ar | هل يمكنك أن تسمعني الآن؟
      fr | Nous devons envoyer le devis au client avant la fin de la semaine.
      fr | je ne sais pas si quelqu'un a pensé à réserver la salle
      pt | Precisamos enviar a proposta ao cliente antes de sexta-feira.
      pt | não sei se alguém já falou com a equipe de vendas sobre isso
      ru | Нам нужно отправить предложение клиенту до конца недели.
      ru | вы меня хорошо слышите
      id | kita harus mengirim penawaran kepada pelanggan sebelum akhir minggu ini
      id | Saya tidak tahu apakah rapatnya jadi besok pagi.
      de | Wir müssen dem Kunden das Angebot noch vor dem Wochenende schicken.
      de | ich weiß nicht ob jemand den raum für die besprechung gebucht hat
      ja | 来週の月曜日までに見積もりを送ってください
      ja | すみません、もう一度お願いします。
      vi | Chúng ta phải gửi báo giá cho khách hàng trước cuối tuần này.
      vi | anh có nghe rõ tôi nói không
      it | Dobbiamo mandare l'offerta al cliente prima della fine della settimana.
      it | non so se qualcuno ha già parlato con il reparto vendite di questa cosa
      ko | 이번 주말 전에 고객에게 견적서를 보내야 합니다
      ko | 제 목소리 잘 들리세요?
      th | เราต้องส่งใบเสนอราคาให้ลูกค้าก่อนสิ้นสัปดาห์นี้
      th | คุณได้ยินผมไหมครับ
      """;

  private final TextLanguage language = new TextLanguage();

  @Test
  void tellsTheFifteenLanguagesApart() {
    List<String> wrong =
        SENTENCES
            .lines()
            .map(line -> line.split(" \\| "))
            .filter(line -> !identify(line[1]).equals(line[0]))
            .map(line -> line[0] + " taken for '" + identify(line[1]) + "': " + line[1])
            .toList();

    assertThat(wrong).isEmpty();
    assertThat(SENTENCES.lines().map(line -> line.substring(0, 2)).collect(Collectors.toSet()))
        .isEqualTo(LanguageHints.SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "42, 17!", "ok", "hm", "Ελληνικά είναι ωραία", "\uD83D\uDE00"})
  void isUnsureRatherThanWrong(String text) {
    assertThat(identify(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"東京都, zh, zh", "東京都, ja, ja", "東京都, 'zh,ja', zh", "東京タワー, zh, ja"})
  void hintsDecideWhatIsWrittenAlike(String text, String hints, String expected) {
    assertThat(language.identify(text, hints(hints))).isEqualTo(expected);
  }

  @Test
  void aHintNeverBeatsTheScript() {
    assertThat(language.identify("вы меня хорошо слышите", hints("en"))).isEqualTo("ru");
  }

  @Test
  void foreignNamesDoNotDecide() {
    assertThat(identify("Zoom 회의 링크를 Slack 채널에 올려 주세요")).isEqualTo("ko");
    assertThat(identify("新しいAPIのドキュメントを読んでください")).isEqualTo("ja");
  }

  @Test
  void manyThreadsGetTheSameAnswer() {
    List<String> answers =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(_ -> identify("non so se qualcuno ha prenotato la sala"))
            .distinct()
            .toList();

    assertThat(answers).containsExactly("it");
  }

  private String identify(String text) {
    return language.identify(text, LanguageHints.AUTOMATIC);
  }

  private static LanguageHints hints(String codes) {
    return LanguageHints.of(List.of(codes.split(",")));
  }
}
